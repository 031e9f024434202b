/*---
id: cp-plan-detailed
kind: duty
title: Detailed child protection plan agreed by the core group within 10 working days
area: child protection
subject: child
force: statutory guidance
number: statutory guidance
source: >-
  Working Together to Safeguard Children, HM Government, 2013 and later editions (2023, chapter 3), from memory,
  paragraph not checked; the 10 working days confirmed by two published local manuals
in_force: 2013-04-15..
reads: [cp_plan_as_at, cp_plan_step]
owner: allocated_worker
warn: 3 working days
counts: working days
why: The conference only outlines the plan; until the core group fills it in nobody knows what to do on Monday.
about: >-
  Each child protection plan is owed a detailed plan agreed by the core group within 10 working days of the initial
  conference, counted from the day after; the day the plan began stands for that conference (CIN census rule 2885).
  Met by the step recorded as detailed plan. It cannot be told where it fell due before the first collection year
  (from 1 April) with any such step recorded, or where none is, and is left out once such a plan has ended. Where
  another plan ended by the due day nothing was owed; where it ended later the clock stops as missed.
---*/
with step as (
    select
        subject_id,
        plan_started_on,
        min(done_on) as done_on
    from cp_plan_step
    where step = 'detailed plan' and done_on between plan_started_on and $as_at
    group by subject_id, plan_started_on
),

recorded as (
    select (date_trunc('year', min(done_on) - interval 3 month) + interval 3 month)::date as since_on
    from step
),

timed as (
    select
        p.subject_id,
        p.plan_id,
        p.started_on,
        p.ended_on,
        s.done_on,
        working_days_after(p.started_on, 10) as due_on
    from cp_plan_as_at p
    left join step s on s.subject_id = p.subject_id and s.plan_started_on = p.started_on
)

select
    t.subject_id,
    t.plan_id as occasion_id,
    t.started_on as arose_on,
    case when t.due_on >= r.since_on or t.done_on is not null then t.due_on end as due_on,
    t.done_on as met_on,
    case
        when t.done_on is not null or coalesce(t.due_on < r.since_on, true) then null
        when t.ended_on <= t.due_on then 'Not owed: the plan ended first'
        when t.ended_on is not null then 'Missed: the plan ended without it'
    end as excused
from timed t
cross join recorded r
where t.done_on is not null or t.due_on >= r.since_on or t.ended_on is null
