/*---
id: adopted-minority-ethnic
kind: measure
title: Minority ethnic children leaving care who were adopted
area: permanence and adoption
subject: child
statistic: share
period: 3 years
polarity: higher
unit: "%"
force: published definition
source: "DfE, Adoption scorecards, contextual indicators (year ending March 2018: methodology and guidance, March 2019)"
reads: [left_care]
rests_on: [episode]
per: subject
category: ethnic group
published:
  series: "none that Heed has a file of; Adoption scorecards: children from ethnic minority backgrounds leaving care who are adopted, three-year average"
  differs: A child who left care twice in the three years counts twice here; the published series counts a child once a year.
claims:
  - value: 6
    unit: "%"
    said_by: Ofsted, inspection of Lambeth children's services, May 2015
    about: 40 children in the years to 2014, against 8% in England and 7% among statistical neighbours
    authority: 208
    period: not stated
    definition: minority ethnic children who left care and were placed for adoption
    same_definition: false
row: one child who left care, on that day
counted: were adopted
not_counted: left care in another way
why: Black, Asian and mixed children have waited longer for adopters than white children.
about: >-
  Periods of care of children of mixed, Asian, Black or another minority ethnic group that ended in the three years to 31
  March, short breaks left out; counted if they ended in adoption (E11, E12). White minorities are not counted in. Children whose
  ethnic group is not known are shown and left out.
---*/
select
    subject_id,
    care_id as occasion_id,
    left_on as on_date,
    case when ethnic_group <> 'Not known' then adopted end as counted,
    coalesce(ethnic_group, 'Not known') as category,
    case when coalesce(ethnic_group, 'Not known') = 'Not known' then 'the ethnic group is not known' end as left_out
from left_care
where coalesce(ethnic_group <> 'White', true)
