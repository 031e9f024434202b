/*---
id: lac-review-next
kind: duty
title: Later looked-after reviews at least every 6 months
area: looked after
subject: child
force: law
number: law
source: Care Planning, Placement and Case Review (England) Regulations 2010, reg 33(2)
in_force: 2011-04-01..
reads: [review_cycle]
owner: reviewing officer
warn: 4 weeks
counts: days
why: A child's life changes in six months, and the plan for it must keep up.
about: >-
  After the second review, and after each one that follows while the child is looked after, the next is owed within
  six months: one clock for each review, named after the review that began it. Six months from 31 August is the last
  day of February. Where the first reviews of a period of care are not recorded, every review known starts such a
  clock. Where care ended by the due day nothing more was owed; where it ended later the clock stops as missed. The
  yearly meeting allowed in long-term fostering (SI 2015/495) changes how a review is held, not how often.
---*/
with timed as (
    select
        *,
        (opened_on + interval 6 month)::date as due_on
    from review_cycle
    where number > 1 or number = 1 and not whole
)

select
    subject_id,
    care_id || '/' || opened_on as occasion_id,
    opened_on as arose_on,
    due_on,
    next_on as met_on,
    case
        when next_on is not null or ended_on is null then null
        when ended_on <= due_on then 'Not owed: care ended first'
        else 'Missed: care ended without this review'
    end as excused
from timed
