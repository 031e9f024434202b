/*---
id: lac-visit-later
kind: duty
title: Looked-after child visited after the first year of a placement
area: looked after
subject: child
force: law
number: law
source: Care Planning, Placement and Case Review (England) Regulations 2010, reg 28(2)(c)
in_force: 2011-04-01..
reads: [visiting_clock]
owner: allocated_worker
warn: 2 weeks
harm: medium
harm_why: Unhappiness or poor care in a home that all thought settled may go unnoticed.
gap_after: 3 months
counts: days
met_by: [care_visit.seen|care_visit.seen_alone]
rests_on: [episode]
recurs: true
per: subject
why: Children say that visits stop when a placement goes well; the duty to see them does not.
about: >-
  After the first year of a placement the next visit is owed within six weeks (42 days) of the last or, where the
  placement is meant to last until the child is 18, within three months; three months from the 30th or 31st is the
  last day of a shorter month. A placement is meant to last where it is recorded so or the
  looked-after return has it as long-term fostering (U1 or U4). The time since the last visit counts on from the
  first year. A placement of 18 months with no visit at all has a clock of six months from its anniversary. A visit
  counts where the child was seen; one at which the child was not seen alone (reg 29) says so. A long-term foster
  placement where the child agreed to fewer visits has its own duty.
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
where rule in ('later', 'meant to last')
