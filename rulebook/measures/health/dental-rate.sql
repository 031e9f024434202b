/*---
id: dental-rate
kind: measure
title: Teeth checked by a dentist in the year
area: health
subject: child
statistic: share
period: year to 31 March
polarity: higher
unit: "%"
force: published definition
source: DfE, Children looked after in England including adoptions (health of children looked after for at least 12 months), 2015 to 2025
reads: [health_year]
rests_on: [annual_health, episode]
per: subject
category: placement type
category_codes: placement-type
published:
  series: "none that Heed has a file of; Children looked after in England: CLA for 12 months, conviction and health outcomes, had their teeth checked by a dentist"
  differs: >-
    A child with no health record for the year, or a blank answer, is shown and left out; the published method does not
    say how blanks are treated. Who had been looked after for 12 months is worked out from the episodes, by the rule
    that the return’s own validation uses, and not taken from whether health items were returned.
claims:
  - value: 92
    unit: "%"
    said_by: Ofsted, inspection of Lambeth children's services, May 2015
    about: the year 2013 to 2014
    authority: 208
    from: 2013-04-01
    to: 2014-03-31
    definition: looked-after children, set beside the national average of the yearly return
    same_definition: true
duties: [dental-check]
row: one child looked after for the whole year to 31 March
counted: had their teeth checked by a dentist
not_counted: did not have their teeth checked by a dentist
why: Untreated teeth hurt, and children in care have more of them.
about: >-
  Children looked after continuously for the 12 months to 31 March, short breaks left out; counted if the return says
  that they had their teeth checked by a dentist in the year.
---*/
select
    subject_id,
    occasion_id,
    year_ending_on as on_date,
    dental_check as counted,
    placement_type as category,
    case
        when not returned then 'no health record for the year'
        when dental_check is null then 'whether the teeth were checked is not recorded'
    end as left_out
from health_year
