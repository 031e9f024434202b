/*---
id: caf-volume
kind: measure
title: Common assessments completed
area: front door
subject: child
statistic: count
period: 12 months
polarity: neutral
unit: assessments
force: local
source: Local count of early help; no return has it
reads: [early_help]
rests_on: [early_help.kind, early_help.assessed_on]
per: subject
category: stepped down or not
claims:
  - value: 699
    unit: assessments
    said_by: Ofsted, inspection of Lambeth children's services, May 2015
    about: April to September 2013, half a year
    authority: 208
    from: 2013-04-01
    to: 2013-09-30
    definition: use of the common assessment framework; whether begun or completed is not said
    same_definition: false
row: one child’s assessment, on the day it was completed
why: It shows whether schools, health visitors and others start help themselves or wait for social care.
about: >-
  Common or early help assessments completed in the 12 months to the day, one for each child assessed. One that has begun
  and is not completed does not count. The category says whether the child had been stepped down from social care.
---*/
select
    subject_id,
    record_id as occasion_id,
    assessed_on as on_date,
    case
        when stepped_down then 'Stepped down from social care'
        when not stepped_down then 'Not stepped down'
    end as category
from early_help
where kind = 'caf' and assessed_on <= $as_at
