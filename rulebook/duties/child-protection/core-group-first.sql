/*---
id: core-group-first
kind: duty
title: First core group within 10 working days
area: child protection
subject: child
force: statutory guidance
number: statutory guidance
source: >-
  Working Together to Safeguard Children, HM Government, 2013 and later editions (2023, chapter 3), from memory,
  paragraph not checked; the 10 working days confirmed by two published local manuals
in_force: 2013-04-15..
reads: [core_group_cycle]
owner: allocated_worker
warn: 3 working days
counts: working days
why: The core group is the few people who carry the plan out; until they meet it is only paper.
about: >-
  Each child protection plan is owed a first meeting of its core group within 10 working days of the initial conference,
  counted from the day after; the day the plan began stands for that conference (CIN census rule 2885). A meeting on
  that same day counts. Where the plan ended by the due day nothing was owed; where it ended later the clock stops as
  missed. It cannot be told where the meeting fell due before the first collection year with any core group recorded, or
  where none is; such a clock is left out once the plan has ended.
---*/
with timed as (
    select
        *,
        working_days_after(opened_on, 10) as due_on
    from core_group_cycle
    where number = 0
)

select
    subject_id,
    plan_id as occasion_id,
    opened_on as arose_on,
    case when whole then due_on end as due_on,
    case when whole then next_on end as met_on,
    case
        when next_on is not null or ended_on is null or not whole then null
        when ended_on <= due_on then 'Not owed: the plan ended first'
        else 'Missed: the plan ended without a core group'
    end as excused
from timed
where whole or ended_on is null
