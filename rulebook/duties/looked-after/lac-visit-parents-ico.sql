/*---
id: lac-visit-parents-ico
kind: duty
title: Child at home on an interim care order visited weekly, then four-weekly
area: looked after
subject: child
force: law
number: law
source: Care Planning, Placement and Case Review (England) Regulations 2010, reg 28(4)
in_force: 2011-04-01..
reads: [visiting_clock]
owner: allocated_worker
warn: 2 days
harm: high
harm_why: The child may be harmed at home before the court has decided, without anybody seeing it.
gap_after: 2 months
counts: days
met_by: [care_visit.seen|care_visit.seen_alone, review]
rests_on: [episode]
per: subject
why: The court has not yet decided whether this child is safe at home.
about: >-
  Where a child lives with parents (placement P1) under an interim care order, a visit is owed every seven days until
  the first review held after that began, and every four weeks (28 days) after it. The first week runs from the later
  of the order and the move. The regulation says the first review; Heed takes the first one after the arrangement
  began, which keeps the child in sight longer. When the review is held the time since the last visit counts on. A
  visit counts where the child was seen; one at which the child was not seen alone (reg 29) says so.
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
where rule = 'interim order'
