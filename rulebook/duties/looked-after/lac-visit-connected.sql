/*---
id: lac-visit-connected
kind: duty
title: Child with a temporarily approved relative or friend visited weekly, then four-weekly
area: looked after
subject: child
force: law
number: law
source: Care Planning, Placement and Case Review (England) Regulations 2010, reg 28(4) and reg 24
in_force: 2011-04-01..
reads: [visiting_clock]
owner: allocated_worker
warn: 2 days
harm: high
harm_why: Poor care or harm may go unseen where the carers have not yet been fully assessed.
gap_after: 2 months
counts: days
met_by: [care_visit.seen|care_visit.seen_alone, review]
rests_on: [episode]
per: subject
why: These carers were approved in days, so the child is seen more often until they are assessed.
about: >-
  Where a relative, friend or other connected person has temporary approval, a visit is owed every
  seven days until the first review held after that began, and every four weeks (28 days) after it, until the approval
  ends. The first week runs from the start of the placement. After it the ordinary rules take over with the time since
  the last visit counted on. The regulation says the first review; Heed takes the first one after the arrangement
  began. A visit counts where the child was seen; one at which the child was not seen alone (reg 29) says so.
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
where rule = 'temporary approval'
