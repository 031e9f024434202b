/*---
id: agency-placements
kind: measure
title: Looked-after children in agency placements
area: looked after
subject: child
statistic: share
period: snapshot
polarity: lower
unit: "%"
force: published definition
source: DfE, Children looked after in England including adoptions (placements and where they are), 2012 to 2025
reads: [placed_day]
rests_on: [episode]
per: subject
category: placement type
category_codes: placement-type
published:
  series: "none that Heed has a file of; Children looked after in England: placement provider, private and voluntary provision"
  differs: As published, the provider is the return's own code; children of whom it is blank are left out here.
claims:
  - value: 60
    unit: "%"
    said_by: Ofsted, inspection of Lambeth children's services, May 2015
    about: 287 of 480 young people, 246 of them with independent foster carers and 41 in residential settings
    authority: 208
    from: 2015-02-24
    to: 2015-03-18
    definition: what counted as an agency placement is not said
    same_definition: false
row: one looked-after child’s placement, on the day
counted: were in an agency placement
not_counted: were not in an agency placement
why: Who runs a home decides what it costs, and who must be asked how the child is.
about: >-
  Children looked after at the end of the day, short breaks left out; counted if a private or voluntary provider (PR4,
  PR5) runs their placement. The number is the figure's numerator.
---*/
select
    subject_id,
    care_id as occasion_id,
    day as on_date,
    agency as counted,
    placement_type as category,
    case when agency is null then 'who provides the placement has not been recorded' end as left_out
from placed_day
