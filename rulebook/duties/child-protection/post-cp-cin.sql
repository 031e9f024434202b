/*---
id: post-cp-cin
kind: duty
title: Child in need plan when a child protection plan ends
area: child protection
subject: child
force: local
number: local
source: >-
  Local practice; one published manual asks for a child in need plan of at least three months, and no law or guidance
  sets a number
in_force: 2013-04-15..
reads: [cp_plan_as_at, cin_plan, cin_plan_shared, care_spell, case_end]
owner: team manager
warn: 3 working days
harm: medium
harm_why: The family's troubles may return with nobody there to see it, and the child be at risk again.
gap_after: 3 months
counts: working days
met_by: [cin_plan, episode]
rests_on: [cp_plan, cin_episode]
per: subject
settings:
  post_cp_cin_working_days:
    value: 10
    basis: Heed's default until the authority sets its own
why: Many children come back onto a plan because everybody left on the day it ended.
about: >-
  Within the authority's own number of working days of the end of a child protection plan, a child in need plan is to
  have begun or been shared. Where the child was in care, came into care or back onto a plan, turned 18 or died by the
  due day, nothing was owed; where that came later without such a plan, it was missed. A case that closed within that
  time does not end it, since that is what the duty is there to prevent: it is missed on the day after it was due. A
  family's refusal is not among the records. How long the plan then lasts is not asked. Without records of care as well
  as of child in need plans, nothing can be told.
---*/
with cin as (
    select
        subject_id,
        started_on as begun_on
    from cin_plan
    where started_on <= $as_at
    union all
    select
        subject_id,
        shared_on as begun_on
    from cin_plan_shared
    where shared_on <= $as_at
),

ended as (
    select
        subject_id,
        plan_id,
        ended_on,
        lead(started_on) over (partition by subject_id order by started_on) as next_started_on,
        working_days_after(ended_on, try_cast(setting('post_cp_cin_working_days') as integer)) as due_on
    from cp_plan_as_at
),

again as (
    select
        p.plan_id,
        min(n.begun_on) as begun_on
    from ended p
    inner join cin n on n.subject_id = p.subject_id and n.begun_on >= p.ended_on
    group by p.plan_id
),

stops as (
    select
        p.plan_id,
        greatest(c.started_on, p.ended_on) as stopped_on,
        'the child was looked after' as why
    from ended p
    inner join care_spell c on c.subject_id = p.subject_id and coalesce(c.ended_on > p.ended_on, true)
    union all
    select
        plan_id,
        greatest(next_started_on, ended_on) as stopped_on,
        'the child was on a plan again' as why
    from ended
    where next_started_on is not null
    union all
    select
        p.plan_id,
        case when e.reason = 'the case closed' then greatest(e.ended_on, p.due_on + 1) else e.ended_on end as stopped_on,
        e.reason as why
    from ended p
    inner join case_end e on e.subject_id = p.subject_id and p.ended_on between e.from_on and e.ended_on
),

stopped as (
    select
        plan_id,
        min(stopped_on) as stopped_on,
        first(why order by stopped_on, why) as why
    from stops
    where stopped_on <= $as_at
    group by plan_id
)

select
    p.subject_id,
    p.plan_id as occasion_id,
    p.ended_on as arose_on,
    p.due_on,
    case when s.stopped_on is null or n.begun_on <= s.stopped_on then n.begun_on end as met_on,
    s.stopped_on,
    s.why as stopped_why
from ended p
left join stopped s on s.plan_id = p.plan_id
left join again n on n.plan_id = p.plan_id
where p.ended_on is not null
