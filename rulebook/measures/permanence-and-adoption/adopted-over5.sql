/*---
id: adopted-over5
kind: measure
title: Children of five and over leaving care who were adopted
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
category: why care ended
category_codes: episode-end
published:
  series: "none that Heed has a file of; Adoption scorecards: children aged 5 or over leaving care who are adopted, three-year average"
  differs: A child who left care twice in the three years counts twice here; the published series counts a child once a year.
claims:
  - value: 4
    unit: "%"
    said_by: Ofsted, inspection of Lambeth children's services, May 2015
    about: 25 children, against 5% in England
    authority: 208
    period: not stated
    definition: children over five who left care and were placed for adoption
    same_definition: false
row: one child of five or over who left care, on that day
counted: were adopted
not_counted: left care in another way
why: Older children wait longest for a family, and need one no less.
about: >-
  Periods of care that ended in the three years to 31 March when the child was five or over, short breaks left out; counted if
  they ended in adoption (E11, E12). Left out where the date of birth is not known.
---*/
select
    subject_id,
    care_id as occasion_id,
    left_on as on_date,
    case when age is not null then adopted end as counted,
    end_reason as category,
    case when age is null then 'the date of birth is not known' end as left_out
from left_care
where coalesce(age >= 5, true)
