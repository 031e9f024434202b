/*---
id: lac-visit-ltf
kind: duty
title: Child in long-term fostering visited every six months by agreement
area: looked after
subject: child
force: law
number: law
source: >-
  Care Planning, Placement and Case Review (England) Regulations 2010, reg 28(3A), inserted by the Care Planning and
  Fostering (Miscellaneous Amendments) (England) Regulations 2015
in_force: 2015-04-01..
reads: [visiting_clock]
owner: allocated_worker
warn: 1 month
harm: medium
harm_why: A home that has changed for the worse, or a child who is unhappy in it, may go unnoticed.
gap_after: 3 months
counts: days
met_by: [care_visit.seen|care_visit.seen_alone]
rests_on: [episode]
recurs: true
per: subject
why: A child who feels at home may ask to be visited less, and must still be visited.
about: >-
  After a year in a long-term foster placement, a child old enough to understand who agrees to fewer visits is visited
  at least every six months; six months from 31 August is the last day of February. It applies from the day the
  child's agreement is recorded, the placement is a year old and April 2015 has come; the time
  since the last visit counts on. Without that record the duty lac-visit-later runs. A visit counts where the child
  was seen; one at which the child was not seen alone (reg 29) says so.
---*/
select
    subject_id,
    occasion_id,
    greatest(counted_from_on, date '2015-04-01') as arose_on,
    due_on,
    met_on,
    stopped_on,
    stopped_why,
    missing,
    detail
from visiting_clock
where rule = 'long-term agreed'
