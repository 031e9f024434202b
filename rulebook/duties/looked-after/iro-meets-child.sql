/*---
id: iro-meets-child
kind: duty
title: Reviewing officer speaks with the child before each review
area: looked after
subject: child
force: law
number: law
source: >-
  Care Planning, Placement and Case Review (England) Regulations 2010, reg 36(1), with the IRO Handbook 2010, chapter
  3; paragraph not checked
in_force: 2011-04-01..
reads: [review_arranged, child_as_at]
owner: reviewing officer
warn: 5 working days
counts: working days
why: A review chaired by somebody the child has not spoken with is a meeting about the child, not for them.
about: >-
  From the day a review was arranged, the reviewing officer's talk with the child alone is owed by the day of the
  review, the day itself included: the planned day until the review is held, then the day it was held. Excused where
  the child refused, or was under four on the day, when the looked-after return does not ask how a child took part
  either; the regulation leaves age and understanding to the officer. Where the review was held without it, it was
  missed. A planned day that passed with no review held, and another planned after it, is a review put off. Only
  reviews with papers have a clock.
---*/
with judged as (
    select
        a.*,
        k.born_on,
        a.review_on as due_on,
        case when a.officer_met_child_on <= a.review_on then a.officer_met_child_on end as met_on,
        coalesce(a.review_on < a.talks_since_on, true) as before_records
    from review_arranged a
    left join child_as_at k on k.subject_id = a.subject_id
)

select
    subject_id,
    record_id as occasion_id,
    set_on as arose_on,
    case when not before_records then due_on end as due_on,
    met_on,
    case
        when met_on is not null or before_records then null
        when child_refused then 'The child refused'
        when born_on + interval 4 year > review_on then 'The child was under four'
        when held_on is not null then 'Missed: the review was held without it'
        when care_ended_on <= due_on then 'Not owed: care ended first'
        when care_ended_on is not null then 'Missed: care ended without it'
        when put_off then 'Not owed: the review was put off'
    end as excused
from judged
where not before_records or ahead and met_on is null
