/*---
id: ifa-placements
kind: measure
title: Looked-after children with independent fostering agencies
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
  series: "none that Heed has a file of; Children looked after in England: foster placements by provider, private and voluntary provision"
  differs: None known, apart from children whose provider is blank, who are left out here.
claims:
  - value: 246
    unit: children
    said_by: Ofsted, inspection of Lambeth children's services, May 2015
    about: with independent foster carers, of 480 young people
    authority: 208
    from: 2015-02-24
    to: 2015-03-18
    definition: young people placed with independent foster carers
    same_definition: true
row: one fostered child, on the day
why: Agency carers may be as good as the council's own, but are often further away and dearer.
about: >-
  Children looked after at the end of the day, short breaks left out, fostered (U1 to U6) with a private or voluntary
  provider (PR4, PR5). A fostered child whose provider is not recorded is shown and left out.
---*/
select
    subject_id,
    care_id as occasion_id,
    day as on_date,
    placement_type as category,
    case when agency is null then 'who provides the placement has not been recorded' end as left_out
from placed_day
where placement_group = 'Foster' and coalesce(agency, true)
