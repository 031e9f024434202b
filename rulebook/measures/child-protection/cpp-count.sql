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
duties: [cp-visit, rcpc-next]
force: published definition
source: DfE, Children in need, tables D1 and D5 (child protection plans at 31 March), 2013 to 2025
reads: [plan_day]
rests_on: [cp_plan]
per: subject
category: category of abuse
category_codes: abuse-category
published:
  series: cp-plans
  differs: >-
    The published count is of plans; this one counts a child with two open plans by mistake once. The category is the
    latest one on record for the plan, as published at 31 March.
claims:
  - value: 307
    unit: children
    said_by: Ofsted, inspection of Lambeth children's services, May 2015
    about: in the section on the area
    authority: 208
    as_at: 2014-12-31
    definition: children who were the subject of a child protection plan
    same_definition: true
  - value: 383
    unit: children
    said_by: Ofsted, inspection of Lambeth children's services, May 2015
    about: the sum of the four categories given from the council's prevalence data as of January 2015; the report gives 307 at 31 December 2014
    authority: 208
    from: 2015-01-01
    to: 2015-01-31
    definition: neglect 200, emotional abuse 146, physical abuse 30, sexual abuse 7; a child may have been counted under more than one
    same_definition: false
  - value: 358
    unit: children
    said_by: Ofsted, inspection of Lambeth children's services, May 2015
    about: in the section on the area
    authority: 208
    as_at: 2014-03-31
    definition: children who were the subject of a child protection plan
    same_definition: true
row: one child on a child protection plan, on the day
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
