/*---
id: marac-repeat
kind: measure
title: Domestic abuse cases that came back to the MARAC
area: child protection
subject: child
statistic: share
period: 12 months
polarity: lower
unit: "%"
force: local
number: local
source: Local target; the MARAC (multi-agency risk assessment conference) works to the practice of SafeLives, formerly CAADA
reads: [marac_case]
rests_on: [marac_case]
claims:
  - value: 21
    unit: "%"
    said_by: Ofsted, inspection of Lambeth children's services, May 2015
    about: called low, against a target of 20%
    authority: 208
    period: not stated
    definition: repeat victimisation; how it was counted is not said
    same_definition: false
row: one case, on the day the MARAC first heard it
counted: were a repeat
not_counted: were not a repeat
why: A second hearing means that the violence went on after everybody knew of it.
about: >-
  Cases with a child in the household that the MARAC heard in the period; counted if recorded as a repeat of one it had
  heard before. A case with three children counts once, and is shown under one of them. Cases in homes without a child are
  not held here, so the figure is not the whole MARAC's. Left out where it is not recorded whether it is a repeat.
---*/
select
    min(subject_id) as subject_id,
    marac_case_id as occasion_id,
    min(heard_on) as on_date,
    bool_or("repeat") as counted,
    case when bool_or("repeat") is null then 'whether it is a repeat is not recorded' end as left_out
from marac_case
where heard_on <= $as_at
group by marac_case_id
