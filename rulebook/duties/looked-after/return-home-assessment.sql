/*---
id: return-home-assessment
kind: duty
title: Assessment and support plan before a child goes home from care
area: looked after
subject: child
force: statutory guidance
number: statutory guidance
source: >-
  Care Planning, Placement and Case Review (England) Regulations 2010 (SI 2010/959), reg 39(2)(a), (b) and (3), for
  a child who leaves care, and reg 17 for one placed with a parent while in care (reg 15(1)); Working Together to
  Safeguard Children, 2015 and 2023, on children returning home from care; its paragraph not checked
in_force: 2015-03-26..
reads: [return_home, care_spell, placement_start]
owner: allocated_worker
warn: 1 working day
harm: high
harm_why: The child may go back to a home that nobody has found to be safe, with no help there.
gap_after: 3 months
counts: working days
met_by: [return_home]
rests_on: [episode]
per: subject
why: Going home is the most common way out of care and the one that most often fails.
about: >-
  Before a looked-after child returns to parents, the family is assessed and a plan of support made. Due on the day of
  the return; met when both are recorded. A clock is owed for every return that was considered, which cannot be told
  until the child returns, and for every planned return (care ended with E4A, or a move to parents, P1, within a
  period of care) that no such record matches: one considered in the year before and, where it names the day of
  return, within a week of it. An assessment and plan made after the return are late; where care has ended they were
  missed. The reviews at six weeks and three months after the return are local and have no clock.
---*/
with considered as (
    select
        subject_id,
        record_id,
        considered_on,
        case when returned_on <= $as_at then returned_on end as returned_on,
        case
            when assessed_on <= $as_at and plan_on <= $as_at then greatest(assessed_on, plan_on)
        end as met_on
    from return_home
    where considered_on <= $as_at
),

went_home as (
    select
        subject_id,
        ended_on as home_on
    from care_spell
    where end_reason = 'E4A' and ended_by = 'care ended' and not short_breaks
    union
    select
        subject_id,
        started_on as home_on
    from placement_start
    where placement_type = 'P1' and started_on > care_started_on
),

matched as (
    select
        w.subject_id,
        w.home_on,
        case
            when
                c.considered_on >= w.home_on - interval 12 month
                and (c.returned_on is null or abs(c.returned_on - w.home_on) <= 7) then c.record_id
        end as record_id
    from went_home w
    asof left join considered c on c.subject_id = w.subject_id and c.considered_on <= w.home_on
),

occasion as (
    select
        c.subject_id,
        c.record_id as occasion_id,
        c.considered_on as arose_on,
        coalesce(c.returned_on, min(m.home_on)) as due_on,
        c.met_on
    from considered c
    left join matched m on m.record_id = c.record_id
    group by c.subject_id, c.record_id, c.considered_on, c.returned_on, c.met_on
    union all
    select
        subject_id,
        subject_id || '/' || home_on as occasion_id,
        home_on as arose_on,
        home_on as due_on,
        null as met_on
    from matched
    where record_id is null
),

judged as (
    select
        o.*,
        c.ended_by,
        case when o.due_on is not null then greatest(c.ended_on, o.due_on + 1) end as stopped_on
    from occasion o
    asof left join care_spell c on c.subject_id = o.subject_id and c.started_on <= o.arose_on
)

select
    subject_id,
    occasion_id,
    arose_on,
    due_on,
    met_on,
    case when ended_by is not null and stopped_on <= $as_at then stopped_on end as stopped_on,
    case
        when ended_by is null then null
        when due_on is null then 'care ended otherwise'
        when stopped_on <= $as_at then ended_by
    end as stopped_why,
    case when due_on is null then 'the day the child goes home' end as missing
from judged
where due_on is not null or met_on is null
