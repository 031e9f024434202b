/*---
id: independent-visitors
kind: measure
title: Looked-after children with an independent visitor
area: looked after
subject: child
statistic: count
period: snapshot
polarity: higher
unit: children
force: local
source: Local count; an independent visitor is owed under the Children Act 1989, section 23ZB
reads: [independent_visitor]
rests_on: [independent_visitor]
per: subject
claims:
  - value: 11
    unit: visitors
    said_by: Ofsted, inspection of Lambeth children's services, May 2015
    about: in place, and no waiting list
    authority: 208
    from: 2015-02-24
    to: 2015-03-18
    definition: visitors, not children
    same_definition: false
row: one child matched with a visitor or waiting for one, on the day
why: One adult who comes because he wants to, not because it is his work, can be worth much.
about: >-
  Children matched with an independent visitor by the day whose visiting had not ended. One who asked and is not matched
  yet is waiting: shown in the rows and left out of the number.
---*/
select
    v.subject_id,
    v.record_id as occasion_id,
    r.day as on_date,
    case when v.matched_on is null or v.matched_on > r.day then 'waiting for a visitor' end as left_out
from reporting_days() r
inner join independent_visitor v
    on v.requested_on <= r.day and (v.ended_on is null or v.ended_on > r.day)
