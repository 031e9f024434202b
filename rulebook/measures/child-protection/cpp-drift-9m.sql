/*---
id: cpp-drift-9m
kind: measure
title: Child protection plans open for more than 9 months
area: child protection
subject: child
statistic: count
period: snapshot
polarity: lower
unit: children
force: local
number: local
source: Local practice of looking again at 9, 12, 15, 18 and 24 months; no law or guidance ends a plan
reads: [plan_day, child_as_at]
rests_on: [cp_plan]
per: subject
category: how long the plan has been open
claims:
  - unit: children
    said_by: Ofsted, inspection of Lambeth children's services, May 2015
    about: some children stayed on plans that did not work for far too long; no number given
    authority: 208
    period: not stated
    definition: not stated
    same_definition: false
row: one child protection plan open for more than 9 months, on the day
why: A plan that has not made a child safe in nine months is seldom the plan that will.
about: >-
  Children on a child protection plan at the end of the day whose plan began more than nine months before, by the band the
  plan has reached; a plan is in the next band on the day after its months are full. Nine months from the 31st may be the
  last day of a shorter month. A child who has turned 18 by then is left out of it, whatever the plan says.
---*/
with running as (
    select
        p.subject_id,
        p.plan_id,
        p.day,
        p.started_on
    from plan_day p
    left join child_as_at c on c.subject_id = p.subject_id
    where p.started_on + interval 9 month < p.day and coalesce(c.born_on + interval 18 year > p.day, true)
)

select
    subject_id,
    plan_id as occasion_id,
    day as on_date,
    started_on as arose_on,
    case
        when started_on + interval 24 month < day then 'Over 24 months'
        when started_on + interval 18 month < day then '18 to 24 months'
        when started_on + interval 15 month < day then '15 to 18 months'
        when started_on + interval 12 month < day then '12 to 15 months'
        else '9 to 12 months'
    end as category
from running
