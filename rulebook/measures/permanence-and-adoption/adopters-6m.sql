/*---
id: adopters-6m
kind: measure
title: Adopters approved within six months
area: permanence and adoption
subject: carer household
statistic: share
period: 12 months
polarity: higher
unit: "%"
force: law
number: law
source: >-
  Adoption Agencies Regulations 2005, reg 30B with reg 27, as substituted in 2013: two months for stage one and four for stage two
reads: [adopter_household]
rests_on: [adopter_household]
per: subject
category: ethnicity
category_codes: ethnicity
claims:
  - unit: "%"
    said_by: Ofsted, inspection of Lambeth children's services, May 2015
    about: how many completed the process within six months was lost from the text
    authority: 208
    period: not stated
    definition: not stated
    same_definition: false
duties: [adopter-stage1, adopter-stage2]
counts: days
row: one household approved as adopters, on the day of the decision
counted: were approved within six months
not_counted: were approved later
why: Families who are made to wait go elsewhere, and children wait with them.
about: >-
  Households approved as adopters in the 12 months to the day; counted if that was within six months of their registration of
  interest being accepted, time they asked for between the stages included. Left out where that day is not recorded.
---*/
select
    subject_id,
    record_id as occasion_id,
    suitability_decided_on as on_date,
    accepted_on as arose_on,
    (accepted_on + interval 6 month)::date as due_on,
    suitability_decided_on as met_on,
    suitability_decided_on <= accepted_on + interval 6 month as counted,
    ethnicity as category,
    case when accepted_on is null then 'the day of acceptance is not recorded' end as left_out
from adopter_household
where approved and suitability_decided_on <= $as_at
