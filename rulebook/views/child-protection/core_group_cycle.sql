/*---
id: core_group_cycle
kind: view
title: From one core group to the next
area: child protection
subject: child
reads: [cp_plan_as_at, core_group]
per: subject
about: >-
  One row for each stretch of a child protection plan that ends with a meeting of its core group: number 0 begins with
  the plan, number 1 with the first core group, and so on; next_on is the core group that ended it. After the first, a
  core group recorded as having made no judgement of the risk does not count. A core group on the day the plan ended
  opens no stretch.
---*/
with held as (
    select
        p.plan_id,
        g.held_on,
        row_number() over (partition by p.plan_id order by g.held_on) = 1 or coalesce(g.risk_judged, true) as counts
    from core_group g
    asof join cp_plan_as_at p on p.subject_id = g.subject_id and p.started_on <= g.held_on
    where g.held_on <= least(p.ended_on, $as_at::date)
),

opened as (
    select
        plan_id,
        0 as number,
        started_on as opened_on
    from cp_plan_as_at
    union all
    select
        plan_id,
        row_number() over (partition by plan_id order by held_on) as number,
        held_on as opened_on
    from held
    where counts
),

followed as (
    select
        plan_id,
        number,
        opened_on,
        lead(opened_on) over (partition by plan_id order by number) as next_on
    from opened
)

select
    p.subject_id,
    p.plan_id,
    f.number,
    f.opened_on,
    f.next_on,
    p.ended_on
from followed f
inner join cp_plan_as_at p on p.plan_id = f.plan_id
where f.number = 0 or p.ended_on is null or f.opened_on < p.ended_on
