/*---
id: lac-visit-reg19
kind: duty
title: Child placed with parents before assessment visited weekly, then six-weekly
area: looked after
subject: child
force: law
number: law
source: Care Planning, Placement and Case Review (England) Regulations 2010, reg 28(3) and reg 19
in_force: 2011-04-01..
reads: [visiting_clock]
owner: allocated_worker
warn: 2 days
harm: high
harm_why: The child may be harmed by parents whose care has not been fully assessed.
gap_after: 2 months
counts: days
met_by: [care_visit.seen|care_visit.seen_alone, review]
rests_on: [episode]
per: subject
why: Nobody has yet finished asking whether these parents can keep the child safe.
about: >-
  Where a child was placed with parents before their assessment was complete, a visit is owed every
  seven days until the first review held after that began, and every six weeks (42 days) after it, until the
  assessment is complete. The first week runs from the start of the placement. Under an interim care order the
  stricter reg 28(4) applies instead. The regulation says the first review; Heed takes the first one after the
  arrangement began. A visit counts where the child was seen; one at which the child was not seen alone (reg 29) says
  so.
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
where rule = 'before assessment'
