/*---
id: adopters-available
kind: measure
title: Approved adopters waiting for a child
area: permanence and adoption
subject: carer household
statistic: count
period: snapshot
polarity: higher
unit: households
force: local
source: Local count of approved households; approval is under the Adoption Agencies Regulations 2005, reg 30B
reads: [adopter_household]
rests_on: [adopter_household]
per: subject
category: ethnicity
category_codes: ethnicity
claims:
  - value: 7
    unit: households
    said_by: Ofsted, inspection of Lambeth children's services, May 2015
    about: available at the time of the inspection, all of them white British
    authority: 208
    from: 2015-02-24
    to: 2015-03-18
    definition: approved adopters who were available to consider a placement
    same_definition: true
row: one household of approved adopters, on the day
why: A child can only be matched with a family that is there.
about: >-
  Households approved as adopters by the day that were not yet matched with a child, had no child placed and had not withdrawn.
---*/
select
    h.subject_id,
    h.record_id as occasion_id,
    r.day as on_date,
    h.ethnicity as category
from reporting_days() r
inner join adopter_household h
    on h.suitability_decided_on <= r.day
    and coalesce(least(h.matched_on, h.placed_on, h.withdrawn_on) > r.day, true)
where h.approved
