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
  DfE, July 2013, for the days; paragraph not checked
reads: [adoption_case, information_given]
category: what was given in time
claims:
  - unit: "%"
    said_by: Ofsted, inspection of Lambeth children's services, May 2015
    about: not available for children in some of the cases seen, no number given
    authority: 208
    period: not stated
    definition: not stated
    same_definition: false
why: They are the child's own history, and the family needs them from the start.
about: >-
  Adopted children whose ten working days from the adoption celebration, that day not counted, ran out in the period;
  counted if both the life story book and the later life letter had been given by then. Left out before the first collection
  year (from 1 April) in which any of either is recorded. Without a celebration recorded a child is not asked about.
---*/
with given as (
    select
        subject_id,
        min(given_on) filter (where what = 'life story book') as book_on,
        min(given_on) filter (where what = 'later life letter') as letter_on,
        min(given_on) as first_on
    from information_given
    where given_on <= $as_at and what in ('life story book', 'later life letter') and not coalesce(declined, false)
    group by subject_id
),

recorded as (
    select (date_trunc('year', min(first_on) - interval 3 month) + interval 3 month)::date as since_on
    from given
),

celebrated as (
    select
        subject_id,
        record_id,
        working_days_after(celebration_on, 10) as due_on
    from adoption_case
    where celebration_on <= $as_at
),

judged as (
    select
        c.subject_id,
        c.record_id,
        c.due_on,
        coalesce(g.book_on <= c.due_on, false) as book_in_time,
        coalesce(g.letter_on <= c.due_on, false) as letter_in_time,
        coalesce(c.due_on < r.since_on, true) as before_records
    from celebrated c
    left join given g on g.subject_id = c.subject_id
    cross join recorded r
    where c.due_on <= $as_at
)

select
    subject_id,
    record_id as occasion_id,
    due_on as on_date,
    case when not before_records then book_in_time and letter_in_time end as counted,
    case
        when book_in_time and letter_in_time then 'Both'
        when book_in_time then 'Book only'
        when letter_in_time then 'Letter only'
        else 'Neither'
    end as category,
    case when before_records then 'no life story books or letters were recorded yet' end as left_out
from judged
