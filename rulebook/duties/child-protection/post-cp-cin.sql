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
counts: working days
settings:
  post_cp_cin_working_days:
    value: 10
    basis: Heed's default until the authority sets its own
why: Many children come back onto a plan because everybody left on the day it ended.
about: >-
  Within the authority's own number of working days of the end of a child protection plan, a child in need plan is to
  have begun or been shared. Not owed where the child came into care or was in it, or turned 18 or died. A case that
  closed without such a plan is missed, since that is what the duty is there to prevent, and so is one where the child
  later came back onto a plan or into care; a family's refusal is not among the records. How long the plan then lasts
  is not asked. It cannot be told where it fell due before the first collection year (from 1 April) with any child in
  need plan recorded, or where none is.
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

recorded as (
    select (date_trunc('year', min(begun_on) - interval 3 month) + interval 3 month)::date as since_on
    from cin
),

ended as (
    select
        subject_id,
        plan_id,
        ended_on,
        lead(started_on) over (partition by subject_id order by started_on) as planned_again_on,
        working_days_after(ended_on, try_cast(setting('post_cp_cin_working_days') as integer)) as due_on
    from cp_plan_as_at
),

judged as (
    select
        p.subject_id,
        p.plan_id,
        p.ended_on,
        p.due_on,
        coalesce(p.due_on < r.since_on, true) as before_records,
        case
            when
                n.begun_on <= coalesce(e.ended_on, n.begun_on)
                and (p.planned_again_on is null or n.begun_on <= greatest(p.planned_again_on, p.ended_on))
                then n.begun_on
        end as met_on,
        coalesce(c.ended_on is null or c.ended_on > p.ended_on, false) and c.started_on is not null as in_care,
        least(case when p.planned_again_on >= p.ended_on then p.planned_again_on end, a.started_on) as again_on,
        e.ended_on as case_ended_on,
        e.reason
    from ended p
    cross join recorded r
    asof left join cin n on n.subject_id = p.subject_id and p.ended_on <= n.begun_on
    asof left join care_spell c on c.subject_id = p.subject_id and p.due_on >= c.started_on
    asof left join care_spell a on a.subject_id = p.subject_id and p.due_on < a.started_on
    asof left join case_end e on e.subject_id = p.subject_id and p.ended_on <= e.ended_on
    where p.ended_on is not null
)

select
    subject_id,
    plan_id as occasion_id,
    ended_on as arose_on,
    case when not before_records then due_on end as due_on,
    case when not before_records then met_on end as met_on,
    case
        when met_on <= due_on or before_records then null
        when in_care then 'Not owed: the child is looked after'
        when met_on is not null then null
        when reason = 'the case closed' then 'Missed: the case closed without a child in need plan'
        when case_ended_on <= due_on then 'Not owed: ' || reason || ' first'
        when case_ended_on is not null then 'Missed: ' || reason || ' without a child in need plan'
        when again_on <= due_on then 'Not owed: the child was on a plan again first'
        when again_on is not null then 'Missed: the child came back onto a plan, or into care, without one'
    end as excused
from judged
