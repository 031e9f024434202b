/*---
id: lac-with-parents
kind: measure
title: Looked-after children placed with their parents
area: looked after
subject: child
statistic: count
period: snapshot
polarity: neutral
unit: children
force: published definition
source: DfE, Children looked after in England including adoptions (placements and where they are), 2012 to 2025
reads: [placed_day]
rests_on: [episode]
per: subject
category: inside or outside
published:
  series: "none that Heed has a file of; Children looked after in England: placement, placed with parents or other person with parental responsibility"
  differs: None known.
claims:
  - value: 4
    unit: children
    said_by: Ofsted, inspection of Lambeth children's services, May 2015
    about: live with parents
    authority: 208
    as_at: 2014-12-31
    definition: children looked after who live with their parents
    same_definition: true
  - value: 50
    unit: "%"
    said_by: Ofsted, inspection of Lambeth children's services, May 2015
    about: of these 4 lived outside the authority
    authority: 208
    as_at: 2014-12-31
    definition: a share of those 4, not their number
    same_definition: false
row: one looked-after child placed with parents, on the day
why: The order says that the child is in care; the child is at home, and must be visited as both.
about: >-
  Children looked after at the end of the day, short breaks left out, whose placement is with their own parents (P1). The category
  says whether it lies inside the authority.
---*/
select
    subject_id,
    care_id as occasion_id,
    day as on_date,
    case inside_authority when true then 'Inside' when false then 'Outside' else 'Not recorded' end as category
from placed_day
where placement_type = 'P1'
