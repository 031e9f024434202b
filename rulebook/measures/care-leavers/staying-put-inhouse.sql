/*---
id: staying-put-inhouse
kind: measure
title: Young people staying put with the authority's own carers
area: care leavers
subject: child
statistic: count
period: snapshot
polarity: higher
unit: young people
force: law
number: law
source: Children Act 1989, section 23CZA (inserted by the Children and Families Act 2014, section 98)
reads: [staying_put_day]
rests_on: [staying_put.carer]
per: subject
claims:
  - value: 7
    unit: young people
    said_by: Ofsted, inspection of Lambeth children's services, May 2015
    about: in Staying Put arrangements with Lambeth's own foster carers
    authority: 208
    from: 2015-02-24
    to: 2015-03-18
    definition: young people in Staying Put arrangements
    same_definition: true
row: one young person staying put, on the day
why: A home that goes on after 18 is what other young people take for granted.
about: >-
  Young people in a staying put arrangement with the authority's own carers on the day: agreed, begun by the day, not
  ended on or before it, and the young person under 21, where the law ends it.
---*/
select
    subject_id,
    record_id as occasion_id,
    day as on_date
from staying_put_day
where carer = 'in house'
