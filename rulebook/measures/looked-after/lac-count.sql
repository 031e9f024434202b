/*---
id: lac-count
kind: measure
title: Children looked after
area: looked after
subject: child
statistic: count
period: snapshot
polarity: neutral
unit: children
duties: [lac-review-1, lac-review-2, lac-review-next]
force: published definition
source: DfE, Children looked after in England including adoptions (children looked after on 31 March), 2012 to 2025
reads: [looked_after_day]
rests_on: [episode]
per: subject
category: placement type
category_codes: placement-type
published:
  series: looked-after
  differs: >-
    None known in who counts: as published, children under an agreed series of short breaks (V3, V4) are left out. The
    published method does not say how a child who leaves on 31 March itself is counted; here a child whose care ended
    on the day is not looked after at its end.
claims:
  - value: 482
    unit: children
    said_by: Ofsted, inspection of Lambeth children's services, May 2015
    about: December 2014, in the section on the area
    authority: 208
    as_at: 2014-12-31
    definition: children looked after by the authority
    same_definition: true
  - value: 534
    unit: children
    said_by: Ofsted, inspection of Lambeth children's services, May 2015
    about: in the section on the area
    authority: 208
    as_at: 2014-03-31
    definition: children looked after by the authority
    same_definition: true
  - value: 480
    unit: young people
    said_by: Ofsted, inspection of Lambeth children's services, May 2015
    about: in the section on placements, at the time of the inspection
    authority: 208
    from: 2015-02-24
    to: 2015-03-18
    definition: the number of whom 287 are said to be in agency placements; it may be rounded
    same_definition: false
  - value: 530
    unit: children
    said_by: Ofsted, inspection of Lambeth children's services, May 2015
    about: "the sum of two of its numbers for the day, 110 placed inside the borough and 420 outside; in the section on placements"
    authority: 208
    as_at: 2014-03-31
    definition: children placed, four fewer than the 534 given for the same day
    same_definition: false
row: one looked-after child, on the day
why: For these children the council is the parent.
about: >-
  Children looked after at the end of the day: a period of care began on or before it and had not ended on or before
  it. Short breaks do not count. Nobody is looked after from
  the 18th birthday on, even where an episode was left open: the check in-care-after-18 shows those.
---*/
select
    subject_id,
    care_id as occasion_id,
    day as on_date,
    placement_type as category
from looked_after_day
