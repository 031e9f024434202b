/*---
id: minority-ethnic-area
kind: measure
title: Minority ethnic children among those who live in the area
area: context
subject: authority
statistic: mean
period: snapshot
polarity: neutral
unit: "%"
force: published definition
source: Office for National Statistics, Census 2011 and 2021, table of ethnic group by age, as recorded for the authority
reads: [minority_ethnic_population]
rests_on: [population_group]
published:
  series: "none that Heed has a file of; Census 2011 and 2021: ethnic group, people aged 0 to 17"
  differs: White minorities are not in it; figures that count them in are higher. The same figure as minority-ethnic-share.
claims:
  - value: 75
    unit: "%"
    said_by: Ofsted, inspection of Lambeth children's services, May 2015
    about: in the section on the area, against 22% in the whole country; in the section on adoption the report says 64%
    authority: 208
    period: not stated
    definition: children and young people from minority ethnic groups, of all children living in the area; which groups these are is not said
    same_definition: false
row: the last count of the people who live in the area, on the day
why: It tells who the services are for, and whether one group of children fares worse than its share.
about: >-
  People aged 0 to 17 of a mixed, Asian, Black or another minority ethnic group as a share of all whose group is known, from
  the last count recorded by the day.
---*/
select
    'authority' as subject_id,
    c.counted_on as occasion_id,
    r.day as on_date,
    c.share as value
from reporting_days() r
asof join minority_ethnic_population c on c.counted_on <= r.day
