/*---
id: rcpc-next
kind: duty
title: Later review conferences at least every 6 months
area: child protection
subject: child
force: statutory guidance
number: statutory guidance
source: >-
  Working Together to Safeguard Children, HM Government, 2023, chapter 3, pages 97 and 98, "Child protection review
  conference" (the same in earlier editions, from memory; the 2026 edition could not be read)
in_force: 2013-04-15..
reads: [cp_review_cycle]
owner: conference chair
warn: 4 weeks
harm: medium
harm_why: Danger that has grown since the last conference may not be met by the plan.
gap_after: 6 months
counts: days
met_by: [cp_review]
rests_on: [cp_plan]
recurs: true
per: subject
why: A plan that is not reviewed drifts, and the child stays where the harm is.
about: >-
  After each review conference of a plan that goes on, the next is owed within six months: one clock for each review,
  named after the review that began it. Six months from 31 August is the last day of February. Where the plan ended by
  the due day nothing more was owed; where it ended later without a review, it was missed. The review that ended the
  plan starts no clock.
---*/
select
    subject_id,
    plan_id || '/' || opened_on as occasion_id,
    opened_on as arose_on,
    (opened_on + interval 6 month)::date as due_on,
    next_on as met_on,
    ended_on as stopped_on,
    case when ended_on is not null then 'the plan ended' end as stopped_why
from cp_review_cycle
where number > 0
