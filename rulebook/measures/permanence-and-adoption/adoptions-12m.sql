/*---
id: adoptions-12m
kind: measure
title: Adoptions in 12 months
area: permanence and adoption
subject: child
statistic: count
period: 12 months
polarity: neutral
unit: adoptions
force: published definition
source: DfE, Children looked after in England including adoptions (looked-after children adopted in the year), 2012 to 2025
reads: [adoption_timeline]
rests_on: [episode]
per: subject
category: adoptive placement
category_codes: placement-type
published:
  series: "none that Heed has a file of; Children looked after in England: looked-after children who were adopted during the year"
  differs: The published figure is of the year to 31 March; this one is of any twelve months.
claims:
  - value: 22
    unit: adoptions
    said_by: Ofsted, inspection of Lambeth children's services, May 2015
    about: in the 12 months before the inspection, of which no days are given
    authority: 208
    period: not stated
    definition: adoptions, by the authority's own data, not validated
    same_definition: true
row: one adopted child, on the day of the adoption order
why: Each one is a child with a family for life.
about: Children whose care ended with an adoption order (E11, E12) in the 12 months to the day.
---*/
select
    subject_id,
    care_id as occasion_id,
    adopted_on as on_date,
    placement_type as category
from adoption_timeline
