/*---
id: a3-18m-rate
kind: measure
title: Adopted children who moved in with their family within 18 months of entering care
area: permanence and adoption
subject: child
statistic: share
period: 3 years
polarity: higher
unit: "%"
force: published definition
source: "DfE, Adoption scorecards, indicator A3 (2011 to 2014, threshold 18 months; 14 months from 2013 to 2016, methodology and guidance, March 2019)"
reads: [adoption_timeline]
rests_on: [episode]
per: subject
category: adoptive placement
category_codes: placement-type
published:
  series: "none that Heed has a file of; Adoption scorecards: A3 children who wait less than the threshold between entering care and moving in with their adoptive family"
  differs: >-
    The published A3 also counts children still waiting to be placed, and since the 2013 to 2016 scorecard its threshold
    is 14 months; this one counts adopted children, over 18 months, as Ofsted’s report of 2015 did for Lambeth. The
    published wording is less than; here the last day of the 18 months is in time.
claims:
  - value: 29
    unit: "%"
    said_by: Adoption scorecard for 2011 to 2014, as quoted by Ofsted in May 2015
    about: against 51% in England and 41% in similar authorities
    authority: 208
    from: 2011-04-01
    to: 2014-03-31
    definition: children placed for adoption within 18 months of coming into care, where this measure is of children adopted
    same_definition: false
duties: []
counts: days
row: one adopted child, on the day of the adoption order
counted: moved in within 18 months of entering care
not_counted: moved in later than 18 months after entering care
why: The wait for a family should not be longer than it has to be.
about: >-
  Children adopted in the three years to 31 March; counted if they moved in with their adoptive family within 18 months
  of entering care.
---*/
select
    subject_id,
    care_id as occasion_id,
    adopted_on as on_date,
    case when start_known then entered_on end as arose_on,
    case when start_known then (entered_on + interval 18 months)::date end as due_on,
    placed_on as met_on,
    case when start_known then placed_on <= entered_on + interval 18 months end as counted,
    placement_type as category,
    case
        when placed_on is null then 'not placed for adoption before the order'
        when not start_known then 'the day the child came into care is not known'
    end as left_out
from adoption_timeline
