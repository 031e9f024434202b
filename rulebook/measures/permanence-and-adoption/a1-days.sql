/*---
id: a1-days
kind: measure
title: Days from entering care to moving in with the adoptive family
area: permanence and adoption
subject: child
statistic: mean
period: 3 years
polarity: lower
unit: days
force: published definition
source: "DfE, Adoption scorecards, indicator A1 (year ending March 2018: methodology and guidance, March 2019)"
reads: [adoption_timeline]
rests_on: [episode]
per: subject
category: adoptive placement
category_codes: placement-type
published:
  series: "none that Heed has a file of; Adoption scorecards: A1 average time between a child entering care and moving in with its adoptive family"
  differs: >-
    A child whose records do not show the day of entering care is shown and left out. As published, a child adopted by
    the foster carer is counted to the day the placement became adoptive (A10 counts to the day fostering began).
claims:
  - value: 1081
    unit: days
    said_by: Adoption scorecard for 2011 to 2014, as quoted by Ofsted in May 2015
    about: 534 more than the national target, 453 more than England, 347 more than similar authorities
    authority: 208
    from: 2011-04-01
    to: 2014-03-31
    definition: from entering care to being placed for adoption, an average of three years
    same_definition: true
duties: [a1-426]
row: one adopted child, on the day of the adoption order
why: A young child who waits for a family waits for a large part of a life so far.
about: >-
  Children adopted in the three years to 31 March; the mean number of days from entering care, in the period of care that
  ended in adoption, to moving in with the family that adopted them. A child who was not placed for adoption before the
  order is left out.
---*/
select
    subject_id,
    care_id as occasion_id,
    adopted_on as on_date,
    case when start_known then entered_on end as arose_on,
    placed_on as met_on,
    case when start_known then date_diff('day', entered_on, placed_on)::double end as value,
    placement_type as category,
    case
        when placed_on is null then 'not placed for adoption before the order'
        when not start_known then 'the day the child came into care is not known'
    end as left_out
from adoption_timeline
