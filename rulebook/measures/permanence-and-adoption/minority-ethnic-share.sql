/*---
id: minority-ethnic-share
kind: measure
title: Minority ethnic share of the children who live in the area
area: permanence and adoption
subject: authority
statistic: mean
period: snapshot
polarity: neutral
unit: "%"
force: published definition
source: Office for National Statistics, Census 2011 and 2021, ethnic group by age, as recorded for the authority
reads: [minority_ethnic_population]
rests_on: [population_group]
published:
  series: "none that Heed has a file of; Census 2011 and 2021: ethnic group, people aged 0 to 17"
  differs: Every minority group but the white ones is counted in; figures that count white minorities in are higher.
claims:
  - value: 64
    unit: "%"
    said_by: Ofsted, inspection of Lambeth children's services, May 2015
    about: in the section on adoption
    authority: 208
    period: not stated
    definition: children from minority ethnic groups, of all children living in the area
    same_definition: false
  - value: 75
    unit: "%"
    said_by: Ofsted, inspection of Lambeth children's services, May 2015
    about: in the section on the area; the two may differ in whether white minorities count
    authority: 208
    period: not stated
    definition: children from minority ethnic groups, of all children living in the area
    same_definition: false
row: the last count of the people who live in the area, on the day
why: Without it nobody can say whether one group of children fares worse than its share.
about: >-
  People aged 0 to 17 of a mixed, Asian, Black or another minority ethnic group as a share of all whose group is known, from
  the last count recorded by the day. The groups may be recorded as the returns' codes or by their names.
---*/
select
    'authority' as subject_id,
    c.counted_on as occasion_id,
    r.day as on_date,
    c.share as value
from reporting_days() r
asof join minority_ethnic_population c on c.counted_on <= r.day
