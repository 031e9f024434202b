/*---
id: lac-residential-school
kind: measure
title: Looked-after children in residential schools
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
  series: "none that Heed has a file of; Children looked after in England: placement, residential schools"
  differs: The return does not say whether a residential school is a special one; all are counted.
claims:
  - value: 3
    unit: children
    said_by: Ofsted, inspection of Lambeth children's services, May 2015
    about: live in residential special schools
    authority: 208
    as_at: 2014-12-31
    definition: residential special schools that look after children for 295 days or fewer in a year
    same_definition: false
  - value: 100
    unit: "%"
    said_by: Ofsted, inspection of Lambeth children's services, May 2015
    about: of these 3 lived outside the authority
    authority: 208
    as_at: 2014-12-31
    definition: a share of those 3, not their number
    same_definition: false
row: one looked-after child in a residential school, on the day
why: A child at a school far away is easily out of sight.
about: >-
  Children looked after at the end of the day, short breaks left out, whose placement is a residential school (S1). The category
  says whether it lies inside the authority.
---*/
select
    subject_id,
    care_id as occasion_id,
    day as on_date,
    case inside_authority when true then 'Inside' when false then 'Outside' else 'Not recorded' end as category
from placed_day
where placement_type = 'S1'
