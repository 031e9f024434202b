/*---
id: lac-visit-parents-co
kind: duty
title: Child at home on a care order visited within a week, then six-weekly
area: looked after
subject: child
force: law
number: law
source: Care Planning, Placement and Case Review (England) Regulations 2010, reg 28(5)
in_force: 2011-04-01..
reads: [visiting_clock]
owner: allocated_worker
warn: 1 week
harm: high
harm_why: The child may be harmed at home again without anybody seeing it.
gap_after: 3 months
counts: days
met_by: [care_visit.seen|care_visit.seen_alone]
rests_on: [episode]
per: subject
why: A court found that this child was harmed at home; living there again must be watched.
about: >-
  Where a child lives with parents (placement P1) under a full care order, a visit is owed within seven days of the
  order and then every six weeks (42 days). Where the child moved home after the order was made, the week runs from
  the move. While the parents' assessment is not complete the weekly visits of reg 19 apply instead. A visit counts
  where the child was seen; one at which the child was not seen alone (reg 29) says so.
---*/
select
    subject_id,
    occasion_id,
    counted_from_on as arose_on,
    due_on,
    met_on,
    stopped_on,
    stopped_why,
    missing,
    detail
from visiting_clock
where rule = 'care order'
