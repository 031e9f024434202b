/*---
id: lac-rate
kind: measure
title: Children looked after per 10,000 children
area: looked after
subject: child
statistic: rate
period: snapshot
polarity: neutral
unit: per 10,000
population: under 18
force: published definition
source: DfE, Children looked after in England including adoptions (rate per 10,000 on 31 March), 2012 to 2025
reads: [looked_after_day]
rests_on: [episode]
per: subject
category: legal status
category_codes: legal-status
published:
  series: looked-after-rate
  differs: >-
    As published, the children are divided by the estimated number aged 0 to 17 in the middle of the year before.
    Published rates are rounded to whole numbers, and past ones are revised when the population estimates are.
claims:
  - value: 78
    unit: per 10,000
    said_by: Ofsted, inspection of Lambeth children's services, May 2015
    about: December 2014, with 482 looked after
    authority: 208
    as_at: 2014-12-31
    definition: children looked after, per 10,000 children
    same_definition: true
  - value: 87
    unit: per 10,000
    said_by: Ofsted, inspection of Lambeth children's services, May 2015
    about: with 534 looked after
    authority: 208
    as_at: 2014-03-31
    definition: children looked after, per 10,000 children
    same_definition: true
row: one looked-after child, on the day
why: It lets places of different size be set side by side.
about: >-
  Children looked after at the end of the day, short breaks left out, for every 10,000 children under 18 who live in
  the area. Nobody is looked after from
  the 18th birthday on, even where an episode was left open: the check in-care-after-18 shows those.
---*/
select
    subject_id,
    care_id as occasion_id,
    day as on_date,
    legal_status as category
from looked_after_day
