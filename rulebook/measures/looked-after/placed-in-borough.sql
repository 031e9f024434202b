/*---
id: placed-in-borough
kind: measure
title: Looked-after children placed inside the authority
area: looked after
subject: child
statistic: share
period: snapshot
polarity: higher
unit: "%"
force: published definition
source: DfE, Children looked after in England including adoptions (placements and where they are), 2012 to 2025
reads: [placed_day]
rests_on: [episode, placement_location.inside_authority]
per: subject
category: placement type
category_codes: placement-type
published:
  series: "none that Heed has a file of; Children looked after in England: locality of placement, inside the council boundary"
  differs: >-
    As published, short breaks are left out. The published series rests on postcodes; this one on where each placement is
    recorded to be.
claims:
  - value: 21
    unit: "%"
    said_by: Ofsted, inspection of Lambeth children's services, May 2015
    about: 110 children were placed inside the boundary and 420 outside
    authority: 208
    as_at: 2014-03-31
    definition: children placed inside the authority's boundary, of all 530 placed
    same_definition: true
row: one looked-after child’s placement, on the day
counted: were placed inside the authority
not_counted: were placed outside the authority
why: A child far from home is far from school, friends and family too.
about: >-
  Children looked after at the end of the day, short breaks left out; counted if their placement lies inside the
  authority's boundary. Left out where that is not recorded.
---*/
select
    subject_id,
    care_id as occasion_id,
    day as on_date,
    inside_authority as counted,
    placement_type as category,
    case when inside_authority is null then 'where the placement is has not been recorded' end as left_out
from placed_day
