/*---
id: cp_plan_as_at
kind: view
title: Child protection plan as at the day
area: child protection
subject: child
reads: [cp_plan]
per: subject
about: >-
  One row for each child protection plan that had begun by the day. An end after the day, or before the start, is
  blank: the plan is still open. A child is on a plan on a day if it began on or before it and had not ended on it.
---*/
select
    subject_id,
    record_id as plan_id,
    started_on,
    case when ended_on between started_on and $as_at then ended_on end as ended_on,
    initial_category,
    latest_category,
    previous_plans
from cp_plan
where started_on <= $as_at
