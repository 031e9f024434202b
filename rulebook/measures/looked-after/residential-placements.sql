/*---
id: residential-placements
kind: measure
title: Looked-after children in residential settings
area: looked after
subject: child
statistic: count
period: snapshot
polarity: lower
unit: children
force: published definition
source: DfE, Children looked after in England including adoptions (placements and where they are), 2012 to 2025
reads: [placed_day]
rests_on: [episode]
per: subject
category: placement type
category_codes: placement-type
published:
  series: "none that Heed has a file of; Children looked after in England: placement, children’s homes and secure units, residential schools and other residential settings"
  differs: >-
    The published series puts semi-independent living with children’s homes; here it is left out, and so are hospitals and
    custody.
claims:
  - value: 41
    unit: children
    said_by: Ofsted, inspection of Lambeth children's services, May 2015
    about: in residential settings of agencies, of 480 young people; the authority ran no children's home
    authority: 208
    from: 2015-02-24
    to: 2015-03-18
    definition: residential settings of agencies, where this measure counts those of anybody
    same_definition: false
row: one looked-after child in a residential setting, on the day
why: A home with shifts of staff is the last choice for most children.
about: >-
  Children looked after at the end of the day, short breaks left out, in a children's home (K1, K2), a residential care home
  (R1), a family centre (R3) or a residential school (S1), whoever runs it.
---*/
select
    subject_id,
    care_id as occasion_id,
    day as on_date,
    placement_type as category
from placed_day
where placement_type in ('K1', 'K2', 'R1', 'R3', 'S1')
