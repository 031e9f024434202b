/*---
id: plan_day
kind: view
title: Children on a child protection plan, day by day
area: child protection
subject: child
reads: [cp_plan]
per: subject
about: >-
  One row for each child on a child protection plan on each reporting day. A child whose plan ended on the day is not
  on a plan on it. A child who has two open plans by mistake is counted once, on the plan that began last.
---*/
with known as (
    select
        subject_id,
        record_id as plan_id,
        started_on,
        case when ended_on between started_on and $as_at then ended_on end as ended_on,
        coalesce(latest_category, initial_category) as abuse_category
    from cp_plan
    where started_on <= $as_at
)

select
    k.subject_id,
    r.day,
    arg_max(k.plan_id, k.started_on) as plan_id,
    max(k.started_on) as started_on,
    nullif(arg_max(coalesce(k.abuse_category, ''), k.started_on), '') as abuse_category
from reporting_days() r
inner join known k on k.started_on <= r.day and (k.ended_on is null or k.ended_on > r.day)
group by k.subject_id, r.day
