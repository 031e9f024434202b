/*---
id: rcpc-next
kind: duty
title: Later review conferences at least every 6 months
area: child protection
subject: child
force: statutory guidance
number: statutory guidance
source: >-
  Working Together to Safeguard Children, HM Government, 2013 and later editions (2023, chapter 3), from memory;
  paragraph not checked
in_force: 2013-04-15..
reads: [cp_review_cycle]
owner: conference chair
warn: 4 weeks
counts: days
why: A plan that is not reviewed drifts, and the child stays where the harm is.
about: >-
  After each review conference of a plan that goes on, the next is owed within six months: one clock for each review,
  named after the review that began it. Six months from 31 August is the last day of February. Where the plan ended by
  the due day nothing more was owed; where it ended later without a review the clock stops as missed. The review that
  ended the plan starts no clock.
---*/
with timed as (
    select
        *,
        (opened_on + interval 6 month)::date as due_on
    from cp_review_cycle
    where number > 0
)

select
    subject_id,
    plan_id || '/' || opened_on as occasion_id,
    opened_on as arose_on,
    due_on,
    next_on as met_on,
    case
        when next_on is not null or ended_on is null then null
        when ended_on <= due_on then 'Not owed: the plan ended first'
        else 'Missed: the plan ended without this review'
    end as excused
from timed
