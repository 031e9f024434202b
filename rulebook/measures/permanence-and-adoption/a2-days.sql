/*---
id: a2-days
kind: measure
title: Days from placement order to match
area: permanence and adoption
subject: child
statistic: mean
period: 3 years
polarity: lower
unit: days
force: published definition
source: "DfE, Adoption scorecards, indicator A2 (year ending March 2018: methodology and guidance, March 2019)"
reads: [adoption_timeline]
rests_on: [episode, adoption]
per: subject
category: adoptive placement
category_codes: placement-type
published:
  series: "none that Heed has a file of; Adoption scorecards: A2 average time between a local authority receiving court authority to place a child and deciding on a match"
  differs: >-
    Where an order was granted more than once the last grant counts. As published, a match before the order counts as
    no days, and children without a placement or freeing order, or not placed before the adoption order, are left out.
claims:
  - value: 407
    unit: days
    said_by: Adoption scorecard for 2011 to 2014, as quoted by Ofsted in May 2015
    about: 255 more than the national target, 190 more than England, 165 more than similar authorities
    authority: 208
    from: 2011-04-01
    to: 2014-03-31
    definition: from the placement order to being matched, an average of three years
    same_definition: true
duties: [a2-121]
row: one adopted child, on the day of the adoption order
why: Once a court has agreed, only finding the family stands between the child and a home.
about: >-
  Children adopted in the three years to 31 March; the mean number of days from the court’s placement (or freeing)
  order to the decision on the match with the family. Left out where the order was in force when the child's records
  begin, so that the day it was granted is not known.
---*/
select
    subject_id,
    care_id as occasion_id,
    adopted_on as on_date,
    case when order_known then order_on end as arose_on,
    matched_on as met_on,
    case
        when placed_on is null or not order_known then null
        when matched_on < order_on then 0.0
        else date_diff('day', order_on, matched_on)
    end::double as value,
    placement_type as category,
    case
        when placed_on is null then 'not placed for adoption before the order'
        when order_on is null then 'no placement or freeing order is recorded'
        when not order_known then 'the day of the placement order is not known'
        when matched_on is null then 'the day of the match is not known'
    end as left_out
from adoption_timeline
