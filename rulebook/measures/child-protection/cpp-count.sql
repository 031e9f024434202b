/*---
id: cpp-count
kind: measure
title: Children on child protection plans
area: child protection
subject: child
statistic: count
period: snapshot
polarity: neutral
unit: children
force: published definition
source: DfE, Children in need, tables D1 and D5 (child protection plans at 31 March), 2013 to 2025
reads: [plan_day]
category: category of abuse
category_codes: abuse-category
published:
  series: cp-plans
  differs: >-
    The published count is of plans; this one counts a child with two open plans by mistake once. The category is the
    latest one on record for the plan, as published at 31 March.
why: These are the children the council has agreed are suffering, or likely to suffer, significant harm.
about: >-
  Children on a child protection plan at the end of the day: the plan began on or before it and had not ended on or
  before it. Unborn children on a plan count.
---*/
select
    subject_id,
    plan_id as occasion_id,
    day as on_date,
    abuse_category as category
from plan_day
