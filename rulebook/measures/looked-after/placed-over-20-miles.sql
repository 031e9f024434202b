/*---
id: placed-over-20-miles
kind: measure
title: Looked-after children placed more than 20 miles from home
area: looked after
subject: child
statistic: share
period: snapshot
polarity: lower
unit: "%"
force: published definition
source: DfE, Children looked after in England including adoptions (placements and where they are), 2012 to 2025
reads: [placed_day]
rests_on: [episode, placement_location.distance_miles|placement.distance]
per: subject
category: placement type
category_codes: placement-type
published:
  series: "none that Heed has a file of; Children looked after in England: distance between home and placement, over 20 miles"
  differs: >-
    The published series works the distance out from postcodes and has those of whom it is not known in its total; here
    they are left out.
claims:
  - value: 21
    unit: "%"
    said_by: Ofsted, inspection of Lambeth children's services, May 2015
    about: worked out from its numbers, 420 placed outside of whom 310 within 20 miles; the authority did not collate it
    authority: 208
    as_at: 2014-03-31
    definition: those placed outside and not within 20 miles, of all 530 placed
    same_definition: false
row: one looked-after child’s placement, on the day
counted: were placed more than 20 miles from home
not_counted: were placed 20 miles or less from home
why: Beyond twenty miles a visit is a day's journey, and the law asks for more care.
about: >-
  Children looked after at the end of the day, short breaks left out; counted if their placement is more than 20 miles
  from home. Left out where the miles are not recorded.
---*/
select
    subject_id,
    care_id as occasion_id,
    day as on_date,
    distance_miles || ' miles from home' as detail,
    distance_miles > 20 as counted,
    placement_type as category,
    case when distance_miles is null then 'how far from home has not been recorded' end as left_out
from placed_day
