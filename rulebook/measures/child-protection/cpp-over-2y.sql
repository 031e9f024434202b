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
headline: 4
duties: [cp-plan-2y]
force: published definition
source: DfE, Children in need, table D5 (child protection plans at 31 March by length of time), 2013 to 2025
reads: [plan_day]
rests_on: [cp_plan]
per: subject
category: category of abuse
category_codes: abuse-category
published:
  series: cp-plans-over-2-years-percent
  differs: >-
    None known. It is the share of open plans; the share of plans that ended after two years or more (table D7) is
    another series.
claims:
  - value: 7.5
    unit: "%"
    said_by: Ofsted, inspection of Lambeth children's services, May 2015
    about: as of January 2015, council data, unvalidated; against 2.6% in England and 4.5% in Inner London in 2013 to 2014
    authority: 208
    from: 2015-01-01
    to: 2015-01-31
    definition: children subject to plans for over two years, of all on a plan
    same_definition: true
  - value: 15
    unit: "%"
    said_by: Ofsted, inspection of Lambeth children's services, May 2015
    about: the year 2013 to 2014
    authority: 208
    from: 2013-04-01
    to: 2014-03-31
    definition: children subject to plans for over two years, of all on a plan
    same_definition: true
row: one child on a child protection plan, on the day
counted: had been on the plan for two years or more
not_counted: had been on the plan for less than two years
why: A child still at risk after two years has lived too long with a plan that does not work.
about: >-
  Children on a child protection plan at the end of the day; counted if the plan began two years or more before. Two
  years from 29 February are up on 28 February.
---*/
select
    subject_id,
    plan_id as occasion_id,
    day as on_date,
    started_on as arose_on,
    started_on + interval 2 years <= day as counted,
    abuse_category as category
from plan_day
