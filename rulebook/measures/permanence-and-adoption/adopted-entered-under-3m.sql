/*---
id: adopted-entered-under-3m
kind: measure
title: Adopted children who entered care before they were 3 months old
area: permanence and adoption
subject: child
statistic: share
period: 3 years
polarity: neutral
unit: "%"
force: local
source: Local definition, after a diagnostic assessment of adoption services that Ofsted's report of 2015 quotes
reads: [adoption_timeline, child_as_at]
rests_on: [episode]
per: subject
category: adoptive placement
category_codes: placement-type
claims:
  - value: 68
    unit: "%"
    said_by: Ofsted, inspection of Lambeth children's services, May 2015
    about: a diagnostic assessment of adoption services in March 2014 had found it
    authority: 208
    period: not stated
    definition: children being placed for adoption, not children adopted
    same_definition: false
row: one adopted child, on the day of the adoption order
counted: entered care before they were 3 months old
not_counted: entered care later
why: A baby who waits for a family has waited a whole life.
about: >-
  Children adopted in the three years to 31 March; counted if they came into care, in the period of care that ended in
  adoption, before they were three months old. Left out where the date of birth or the day of coming into care is not known.
---*/
select
    a.subject_id,
    a.care_id as occasion_id,
    a.adopted_on as on_date,
    case when a.start_known then 'entered care on ' || strftime(a.entered_on, '%-d %B %Y') end as detail,
    case when a.start_known then a.entered_on < c.born_on + interval 3 month end as counted,
    a.placement_type as category,
    case
        when c.born_on is null then 'the date of birth is not known'
        when not a.start_known then 'the day the child came into care is not known'
    end as left_out
from adoption_timeline a
left join child_as_at c on c.subject_id = a.subject_id
