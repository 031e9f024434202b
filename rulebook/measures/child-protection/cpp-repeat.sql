/*---
id: cpp-repeat
kind: measure
title: Child protection plans that are a second or later one
area: child protection
subject: child
statistic: share
period: 12 months
polarity: lower
unit: "%"
force: published definition
source: DfE, Children in need, table D3 (plans that are a second or subsequent plan), 2013 to 2025
reads: [cp_plan]
rests_on: [cp_plan.previous_plans]
per: subject
category: category of abuse
category_codes: abuse-category
published:
  series: cp-second-plans-percent
  differs: >-
    A plan counts as a repeat also where the return says the child had none before but an earlier plan is on record.
row: one child protection plan, on the day it began
counted: were a second or later plan
not_counted: were a first plan
why: A second plan can mean that the first ended before the child was safe.
about: >-
  Child protection plans that began in the period; counted if the child had been on a plan before, at any time, as the
  return says or as the records show. Where the return does not say and no earlier plan is on record it cannot be told.
---*/
with plans as (
    select
        subject_id,
        record_id,
        started_on,
        previous_plans,
        initial_category,
        lag(started_on) over (partition by subject_id order by started_on) is not null as seen_before
    from cp_plan
    where started_on <= $as_at
)

select
    subject_id,
    record_id as occasion_id,
    started_on as on_date,
    case when previous_plans >= 1 then previous_plans || ' earlier, as the return says' end as detail,
    case when seen_before then true else previous_plans >= 1 end as counted,
    initial_category as category,
    case
        when not seen_before and previous_plans is null then 'the number of earlier plans is not recorded'
    end as left_out
from plans
