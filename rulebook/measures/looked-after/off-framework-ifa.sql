/*---
id: off-framework-ifa
kind: measure
title: Independent fostering placements bought outside the framework
area: looked after
subject: child
statistic: share
period: snapshot
polarity: lower
unit: "%"
force: local
source: Local commissioning framework for placements; local definition
reads: [placed_day]
rests_on: [episode, placement_contract.on_framework]
per: subject
category: placement type
category_codes: placement-type
claims:
  - unit: "%"
    said_by: Ofsted, inspection of Lambeth children's services, May 2015
    about: about half of the young people with independent agencies, no number given
    authority: 208
    period: not stated
    definition: agencies that are not part of the authority's approved framework
    same_definition: false
row: one child fostered through an agency, on the day
counted: had a placement bought outside the framework
not_counted: had a placement bought under the framework
why: Outside the framework nobody has agreed beforehand how good the care must be.
about: >-
  Children looked after at the end of the day, short breaks left out, fostered (U1 to U6) with a private or voluntary
  provider; counted if the placement was bought outside the framework. Left out where the provider or the contract is
  not recorded.
---*/
select
    subject_id,
    care_id as occasion_id,
    day as on_date,
    case when agency then not on_framework end as counted,
    placement_type as category,
    case
        when agency is null then 'who provides the placement has not been recorded'
        when on_framework is null then 'how the placement was bought has not been recorded'
    end as left_out
from placed_day
where placement_group = 'Foster' and coalesce(agency, true)
