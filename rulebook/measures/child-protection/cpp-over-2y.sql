/*---
id: cpp-over-2y
kind: measure
title: Children on a child protection plan for two years or more
area: child protection
subject: child
statistic: share
period: snapshot
polarity: lower
unit: "%"
force: published definition
source: DfE, Children in need, table D5 (child protection plans at 31 March by length of time), 2013 to 2025
reads: [plan_day]
category: category of abuse
category_codes: abuse-category
published:
  series: cp-plans-over-2-years-percent
  differs: >-
    None known. It is the share of open plans; the share of plans that ended after two years or more (table D7) is
    another series.
why: A child still at risk after two years has lived too long with a plan that does not work.
about: >-
  Children on a child protection plan at the end of the day; counted if the plan began two years or more before. Two
  years from 29 February are up on 28 February.
---*/
select
    subject_id,
    plan_id as occasion_id,
    day as on_date,
    started_on + interval 2 years <= day as counted,
    abuse_category as category
from plan_day
