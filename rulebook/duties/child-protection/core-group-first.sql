/*---
id: core-group-first
kind: duty
title: First core group within 10 working days
area: child protection
subject: child
force: statutory guidance
number: statutory guidance
source: >-
  Working Together to Safeguard Children, HM Government, 2023, chapter 3, page 97, "The core group should" (the same in
  earlier editions, from memory; the 2026 edition could not be read)
in_force: 2013-04-15..
reads: [core_group_cycle]
owner: allocated_worker
warn: 3 working days
harm: medium
harm_why: What was agreed to keep the child safe may not be begun.
gap_after: 3 months
counts: working days
met_by: [core_group]
rests_on: [cp_plan]
per: subject
why: The core group is the few people who carry the plan out; until they meet it is only paper.
about: >-
  Each child protection plan is owed a first meeting of its core group within 10 working days of the initial conference,
  counted from the day after; the day the plan began stands for that conference (CIN census rule 2885). A meeting on
  that same day counts. Where the plan ended by the due day nothing was owed; where it ended later without the meeting,
  it was missed.
---*/
select
    subject_id,
    plan_id as occasion_id,
    opened_on as arose_on,
    working_days_after(opened_on, 10) as due_on,
    next_on as met_on,
    ended_on as stopped_on,
    case when ended_on is not null then 'the plan ended' end as stopped_why
from core_group_cycle
where number = 0
