/*---
id: left-care-adopted
kind: measure
title: Children leaving care who were adopted
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
  series: "none that Heed has a file of; Adoption scorecards: children who leave care who are adopted, three-year average"
  differs: A child who left care twice in the three years counts twice here; the published series counts a child once a year.
claims:
  - unit: "%"
    said_by: Ofsted, inspection of Lambeth children's services, May 2015
    about: lower than England at 14% and statistical neighbours at 10%; the authority's own figure was lost from the text
    authority: 208
    period: not stated
    definition: not stated
    same_definition: false
row: one child who left care, on that day
counted: were adopted
not_counted: left care in another way
why: It shows how many of those who cannot go home find a new family by law.
about: >-
  Periods of care that ended in the three years to 31 March, short breaks left out; counted if they ended in adoption (E11,
  E12).
---*/
select
    subject_id,
    care_id as occasion_id,
    left_on as on_date,
    adopted as counted,
    end_reason as category
from left_care
