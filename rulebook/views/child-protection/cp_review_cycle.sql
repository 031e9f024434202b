/*---
id: cp_review_cycle
kind: view
title: From one child protection conference to the next
area: child protection
subject: child
reads: [cp_plan_as_at, cp_review]
per: subject
about: >-
  One row for each stretch of a child protection plan that ends with a review conference: number 0 begins with the plan,
  number 1 with the first review known, and so on; next_on is the review that ended it, blank while it is open. A review
  on or before the day the plan began is not believed (CIN census rule 8841). A stretch that a review opened on or after
  the day the plan ended is left out: that conference ended the plan.
---*/
with opened as (
    select
        plan_id,
        0 as number,
        started_on as opened_on
    from cp_plan_as_at
    union all
    select
        p.plan_id,
        row_number() over (partition by p.plan_id order by v.held_on) as number,
        v.held_on as opened_on
    from cp_review v
    inner join cp_plan_as_at p on p.subject_id = v.subject_id and p.started_on = v.plan_started_on
    where v.held_on > p.started_on and v.held_on <= least(p.ended_on, $as_at::date)
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
