/*---
id: cp-plan-detailed
kind: duty
title: Detailed child protection plan agreed by the core group
area: child protection
subject: child
force: local
number: local
source: >-
  Local: Working Together to Safeguard Children, HM Government, 2023, chapter 3, page 97, has the core group meet within
  10 working days and develop the plan, but leaves the day of the detailed plan to the conference (page 93)
in_force: 2013-04-15..
reads: [cp_plan_as_at, cp_plan_step]
owner: allocated_worker
warn: 3 working days
harm: medium
harm_why: Steps to keep the child safe may be left undone because nobody was told that they are theirs.
gap_after: 3 months
counts: working days
met_by: [cp_plan_step]
rests_on: [cp_plan]
per: subject
settings:
  cp_plan_detailed_working_days:
    value: 10
    basis: Heed's default until the authority sets its own; the guidance's 10 working days for the first core group
why: The conference only outlines the plan; until the core group fills it in nobody knows what to do on Monday.
about: >-
  Each child protection plan is owed a detailed plan agreed by the core group within the authority's own number of
  working days of the initial conference, counted from the day after; the day the plan began stands for that conference
  (CIN census rule 2885). Met by the step recorded as detailed plan. Where the plan ended by the due day nothing was
  owed; where it ended later without one, it was missed.
---*/
with step as (
    select
        subject_id,
        plan_started_on,
        min(done_on) as done_on
    from cp_plan_step
    where step = 'detailed plan' and done_on between plan_started_on and $as_at
    group by subject_id, plan_started_on
)

select
    p.subject_id,
    p.plan_id as occasion_id,
    p.started_on as arose_on,
    working_days_after(p.started_on, try_cast(setting('cp_plan_detailed_working_days') as integer)) as due_on,
    s.done_on as met_on,
    p.ended_on as stopped_on,
    case when p.ended_on is not null then 'the plan ended' end as stopped_why
from cp_plan_as_at p
left join step s on s.subject_id = p.subject_id and s.plan_started_on = p.started_on
