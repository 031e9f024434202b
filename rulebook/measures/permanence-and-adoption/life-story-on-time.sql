/*---
id: life-story-on-time
kind: measure
title: Life story book and later life letter given within 10 working days of the celebration
area: permanence and adoption
subject: child
statistic: share
period: 12 months
polarity: higher
unit: "%"
force: national standard
number: national standard
source: >-
  Adoption: national minimum standards, DfE, 2011 (revised 2014), standard 2, with the statutory guidance on adoption,
  DfE, July 2013, for the ten working days, read for the letter in two councils' manuals (Kent, 2017; West Berkshire)
  and not found for the book; paragraph not checked
reads: [adoption_case, information_given]
rests_on: [adoption_case, information_given]
per: subject
category: what was given in time
claims:
  - unit: "%"
    said_by: Ofsted, inspection of Lambeth children's services, May 2015
    about: not available for children in some of the cases seen, no number given
    authority: 208
    period: not stated
    definition: not stated
    same_definition: false
duties: [life-story-book, later-life-letter]
counts: working days
row: one adopted child, on the day the ten working days ran out
counted: were given both book and letter in time
not_counted: were not given both in time
why: They are the child's own history, and the family needs them from the start.
about: >-
  Adopted children whose ten working days from the adoption celebration, that day not counted, ran out in the period;
  counted if both the life story book and the later life letter had been given by then. Without a celebration recorded
  a child is not asked about.
---*/
with given as (
    select
        subject_id,
        min(given_on) filter (where what = 'life story book') as book_on,
        min(given_on) filter (where what = 'later life letter') as letter_on
    from information_given
    where given_on <= $as_at and what in ('life story book', 'later life letter') and not coalesce(declined, false)
    group by subject_id
),

celebrated as (
    select
        c.subject_id,
        c.record_id,
        c.celebration_on,
        working_days_after(c.celebration_on, 10) as due_on,
        g.book_on,
        g.letter_on
    from adoption_case c
    left join given g on g.subject_id = c.subject_id
    where c.celebration_on <= $as_at
),

judged as (
    select
        subject_id,
        record_id,
        celebration_on,
        due_on,
        book_on,
        letter_on,
        coalesce(book_on <= due_on, false) as book_in_time,
        coalesce(letter_on <= due_on, false) as letter_in_time
    from celebrated
    where due_on <= $as_at
)

select
    subject_id,
    record_id as occasion_id,
    due_on as on_date,
    celebration_on as arose_on,
    due_on,
    case when book_on is not null and letter_on is not null then greatest(book_on, letter_on) end as met_on,
    'book ' || coalesce('given on ' || strftime(book_on, '%-d %B %Y'), 'not given') || ', letter '
    || coalesce('given on ' || strftime(letter_on, '%-d %B %Y'), 'not given') as detail,
    book_in_time and letter_in_time as counted,
    case
        when book_in_time and letter_in_time then 'Both'
        when book_in_time then 'Book only'
        when letter_in_time then 'Letter only'
        else 'Neither'
    end as category
from judged
