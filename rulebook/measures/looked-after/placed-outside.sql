/*---
id: placed-outside
kind: measure
title: Looked-after children placed outside the authority
area: looked after
subject: child
statistic: count
period: snapshot
polarity: lower
unit: children
force: published definition
source: DfE, Children looked after in England including adoptions (placements and where they are), 2012 to 2025
reads: [placed_day]
rests_on: [episode, placement_location.inside_authority]
per: subject
category: placement type
category_codes: placement-type
published:
  series: "none that Heed has a file of; Children looked after in England: locality of placement, outside the council boundary"
  differs: The published series rests on postcodes; this one on where each placement is recorded to be.
claims:
  - value: 420
    unit: children
    said_by: Ofsted, inspection of Lambeth children's services, May 2015
    about: 110 others were placed inside the boundary
    authority: 208
    as_at: 2014-03-31
    definition: children placed outside the authority's boundary
    same_definition: true
row: one looked-after child’s placement, on the day
why: Another council's schools, doctors and police must know that the child is there.
about: >-
  Children looked after at the end of the day, short breaks left out, whose placement lies outside the authority's
  boundary. One of whom that is not recorded is shown and left out.
---*/
select
    subject_id,
    care_id as occasion_id,
    day as on_date,
    placement_type as category,
    case when inside_authority is null then 'where the placement is has not been recorded' end as left_out
from placed_day
where not coalesce(inside_authority, false)
