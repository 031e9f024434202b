/*---
id: outcome-care-order
kind: measure
title: Care proceedings that ended in a care order
area: child protection
subject: child
statistic: share
period: 12 months
polarity: neutral
unit: "%"
force: local
source: Local count of how proceedings under the Children Act 1989, section 31, ended
reads: [proceedings_end]
rests_on: [court_case]
per: subject
published:
  series: none that Heed has a file of; the Ministry of Justice counts orders by court, not by authority
  differs: Each child counts once for each set of proceedings, by the one outcome recorded.
claims:
  - value: 20
    unit: "%"
    said_by: Ofsted, inspection of Lambeth children's services, May 2015
    about: in the review of the safeguarding board, said to be much as in similar authorities; the period is not said
    authority: 208
    period: not stated
    definition: of children or of cases, the report says both
    same_definition: false
row: one child’s care proceedings, on the day of the final order
counted: ended in a care order
not_counted: ended in another way
why: It makes the council the parent.
about: >-
  Care and supervision proceedings that ended in a final order in the period, one for each child; counted if the outcome
  recorded is a care order. One outcome is recorded for each: where two orders were made together only the one written down
  counts. Left out where the outcome, or the kind of proceedings, is not recorded.
---*/
select
    subject_id,
    record_id as occasion_id,
    ended_on as on_date,
    outcome = 'care order' as counted,
    left_out
from proceedings_end
