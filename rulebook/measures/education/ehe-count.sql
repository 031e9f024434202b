/*---
id: ehe-count
kind: measure
title: Children educated at home
area: education
subject: child
statistic: count
period: snapshot
polarity: neutral
unit: children
force: published definition
source: DfE, Elective home education (census days in autumn, spring and summer), 2022 to 2025
reads: [home_education]
rests_on: [home_education]
per: subject
category: waiting for a school
published:
  series: "none that Heed has a file of; Elective home education: children in elective home education on the census day"
  differs: The published counts are of the census day and of children of compulsory school age; here of any age, on the day.
claims:
  - value: 62
    unit: children
    said_by: Ofsted, inspection of Lambeth children's services, May 2015
    about: home educated pupils known and supported
    authority: 208
    from: 2015-02-24
    to: 2015-03-18
    definition: home educated pupils whom the authority supported
    same_definition: false
  - value: 50
    unit: "%"
    said_by: Ofsted, inspection of Lambeth children's services, May 2015
    about: at least half of them waiting for a place at a school of their choice
    authority: 208
    from: 2015-02-24
    to: 2015-03-18
    definition: a share of them, not their number
    same_definition: false
row: one child educated at home, on the day
why: Most are well taught at home; some are there because nobody found them a school.
about: >-
  Children known to be educated at home at the end of the day: it began on or before it and had not ended. Slice by
  whether they wait for a school place.
---*/
select
    h.subject_id,
    h.record_id as occasion_id,
    r.day as on_date,
    case when h.waiting_for_school then 'Waiting' when not h.waiting_for_school then 'Not waiting' end as category
from reporting_days() r
inner join home_education h
    on h.started_on <= r.day and (h.ended_on is null or h.ended_on > r.day or h.ended_on > $as_at)
