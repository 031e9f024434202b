/*---
id: care-proceedings-26w
kind: duty
title: Care or supervision proceedings concluded within 26 weeks
area: child protection
subject: child
force: law
number: law
source: >-
  Children Act 1989, section 32(1)(a)(ii), (5) and (8), as amended by the Children and Families Act 2014, section 14
in_force: 2014-04-22..
reads: [court_case_as_at, childhood_end]
owner: court progression manager
warn: 8 weeks
harm: medium
harm_why: The child may live on without knowing where, or with whom, they will grow up.
gap_after: 12 months
counts: days
met_by: [court_case.final_order_on]
rests_on: [court_case]
per: subject
drift: {order: 3, kind: proceedings, title: Care proceedings, stage: past 26 weeks}
why: Half a year is a long part of a small child's life to wait for an answer about home.
about: >-
  Each application for a care or supervision order is to end in a final order within 26 weeks beginning with the day it
  was issued, so the last day is the day before the 26 weeks come round. Where the court extended the time the day to
  which it last did so counts; it may do so only where that is needed to resolve the case justly, up to eight weeks at a
  time, and detail says so. Nothing else excuses a delay. The child's turning 18 or dying stops the clock. Where the
  kind of proceedings is not recorded it cannot be told.
---*/
select
    c.subject_id,
    c.record_id as occasion_id,
    c.issued_on as arose_on,
    case when c.kind_known then greatest(c.issued_on + 181, c.extended_to_on) end as due_on,
    c.final_order_on as met_on,
    e.ended_on as stopped_on,
    e.reason as stopped_why,
    case when not c.kind_known then 'the kind of proceedings' end as missing,
    case when c.kind_known and c.extended_to_on > c.issued_on + 181 then 'Extended by the court' end as detail
from court_case_as_at c
left join childhood_end e on e.subject_id = c.subject_id and e.ended_on >= c.issued_on
