/*---
id: cpp-sexual
kind: measure
title: "Children on a child protection plan for sexual abuse"
area: child protection
subject: child
statistic: share
period: snapshot
polarity: neutral
unit: "%"
force: published definition
source: DfE, Children in need, table D5 (child protection plans at 31 March by latest category of abuse), 2013 to 2025, paragraph not checked
reads: [plan_day]
rests_on: [cp_plan]
per: subject
category: category of abuse
category_codes: abuse-category
published:
  series: none that Heed has a file of; Children in need, child protection plans at 31 March by latest category of abuse
  differs: The published figure is of plans; here a child with two open plans by mistake counts once.
claims:
  - value: 7
    unit: children
    said_by: Ofsted, inspection of Lambeth children's services, May 2015
    about: as of January 2015, from the council's own data; the four categories add to 383, and the report gives 307 on a plan at 31 December 2014
    authority: 208
    from: 2015-01-01
    to: 2015-01-31
    definition: children on plans because of sexual abuse; 7 of 383 is 1.8%
    same_definition: false
row: one child on a child protection plan, on the day
counted: were on a plan for sexual abuse
not_counted: were on a plan for another category, or for several
why: It is the abuse most often missed; a very low figure may say that nobody looks.
about: >-
  Children on a child protection plan at the end of the day; counted if the latest category recorded for the plan is
  sexual abuse. A plan recorded as of multiple categories, an old code, is in the figure and not counted. The number of
  children is the numerator.
---*/
select
    subject_id,
    plan_id as occasion_id,
    day as on_date,
    abuse_category = 'SAB' as counted,
    abuse_category as category
from plan_day
