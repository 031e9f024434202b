/*---
id: cp-visit
kind: duty
title: Child on a child protection plan visited and seen
area: child protection
subject: child
force: local
number: local
source: >-
  Local: Working Together to Safeguard Children has no number and the London Child Protection Procedures leave it to
  the child's plan; the authority sets it
in_force: 2013-04-15..
reads: [cp_plan_as_at, cp_visit]
owner: allocated_worker
warn: 3 working days
harm: high
harm_why: A child already known to be at risk may be hurt without anybody seeing it.
gap_after: 3 months
counts: working days
met_by: [cp_visit.seen]
rests_on: [cp_plan]
recurs: true
per: subject
settings:
  cp_visit_working_days:
    value: 10
    basis: Heed's default until the authority sets its own; 10 working days is the number in several published manuals
why: A worker who has not seen the child cannot know whether the child is safe.
about: >-
  From the day a plan began, and from each visit at which the child was seen, the next such visit is owed within the
  authority's own number of working days, counted from the day after: one clock for each stretch between visits. A
  visit at which the child was not seen does not count. Where the only visit in time does not say whether the child
  was seen, it cannot be told. Where the plan ended by the due day nothing more was owed; where it ended later without
  the visit, it was missed.
---*/
with visit as (
    select
        p.plan_id,
        v.visited_on,
        v.seen
    from cp_visit v
    inner join cp_plan_as_at p
        on p.subject_id = v.subject_id and v.visited_on > p.started_on and v.visited_on <= least(p.ended_on, $as_at::date)
),

opened as (
    select
        plan_id,
        started_on as opened_on
    from cp_plan_as_at
    union
    select
        plan_id,
        visited_on as opened_on
    from visit
    where seen
),

followed as (
    select
        o.plan_id,
        o.opened_on,
        lead(o.opened_on) over (partition by o.plan_id order by o.opened_on) as next_on,
        working_days_after(o.opened_on, try_cast(setting('cp_visit_working_days') as integer)) as due_on
    from opened o
),

unclear as (
    select distinct
        f.plan_id,
        f.opened_on
    from followed f
    inner join visit v on v.plan_id = f.plan_id and v.visited_on > f.opened_on and v.visited_on <= f.due_on
    where v.seen is null and (f.next_on is null or f.next_on > f.due_on)
)

select
    p.subject_id,
    f.plan_id || '/' || f.opened_on as occasion_id,
    f.opened_on as arose_on,
    case when u.plan_id is null then f.due_on end as due_on,
    case when u.plan_id is null then f.next_on end as met_on,
    p.ended_on as stopped_on,
    case when p.ended_on is not null then 'the plan ended' end as stopped_why,
    case when u.plan_id is not null then 'whether the child was seen at a visit made in time' end as missing
from followed f
inner join cp_plan_as_at p on p.plan_id = f.plan_id
left join unclear u on u.plan_id = f.plan_id and u.opened_on = f.opened_on
where p.ended_on is null or f.opened_on < p.ended_on
