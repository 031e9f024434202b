/*---
id: cp-plan-without-category
kind: check
title: A protection plan without its category
area: child protection
subject: child
fault: missing
source: Local, a check of Heed’s own
reads: [cp_plan]
per: subject
why: >-
  Neglect and violence need different help: a plan has to say which it is.
about: Plans open on the day without a category of abuse.
---*/
select
    subject_id,
    'cp_plan' as record_type,
    record_id,
    'latest_category' as field,
    'No category of abuse is recorded' as reason,
    started_on as begun_on
from cp_plan
where coalesce(latest_category, initial_category) is null
    and started_on <= $as_at
    and (ended_on is null or ended_on > $as_at)
