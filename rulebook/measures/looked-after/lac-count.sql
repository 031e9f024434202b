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
force: published definition
source: DfE, Children looked after in England including adoptions (children looked after on 31 March), 2012 to 2025
reads: [looked_after_day]
category: placement type
category_codes: placement-type
published:
  series: looked-after
  differs: >-
    None known in who counts: as published, children under an agreed series of short breaks (V3, V4) are left out. The
    published method does not say how a child who leaves on 31 March itself is counted; here a child whose care ended
    on the day is not looked after at its end.
why: For these children the council is the parent.
about: >-
  Children looked after at the end of the day: a period of care began on or before it and had not ended on or before
  it. Short breaks do not count.
---*/
select
    subject_id,
    care_id as occasion_id,
    day as on_date,
    placement_type as category
from looked_after_day
