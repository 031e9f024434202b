/*---
id: placed-outside-within-20
kind: measure
title: Looked-after children placed outside the authority but within 20 miles of home
area: looked after
subject: child
statistic: count
period: snapshot
polarity: neutral
unit: children
force: published definition
source: DfE, Children looked after in England including adoptions (placements and where they are), 2012 to 2025
reads: [placed_day]
rests_on: [episode, placement_location.inside_authority, placement_location.distance_miles|placement.distance]
per: subject
category: placement type
category_codes: placement-type
published:
  series: "none that Heed has a file of; Children looked after in England: distance between home and placement, up to 20 miles, outside the council boundary"
  differs: The published series rests on postcodes; this one on the place and the miles that are recorded.
claims:
  - value: 310
    unit: children
    said_by: Ofsted, inspection of Lambeth children's services, May 2015
    about: of the 420 placed outside the boundary
    authority: 208
    as_at: 2014-03-31
    definition: children placed outside the authority's boundary and within 20 miles of home
    same_definition: true
row: one looked-after child’s placement, on the day
why: In a small borough, outside may still be near.
about: >-
  Children looked after at the end of the day, short breaks left out, placed outside the authority's boundary and no more
  than 20 miles from home. One placed outside whose miles are not recorded is shown and left out.
---*/
select
    subject_id,
    care_id as occasion_id,
    day as on_date,
    placement_type as category,
    case when distance_miles is null then 'how far from home has not been recorded' end as left_out
from placed_day
where not inside_authority and coalesce(distance_miles <= 20, true)
