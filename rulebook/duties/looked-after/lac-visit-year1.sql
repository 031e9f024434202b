/*---
id: lac-visit-year1
kind: duty
title: Looked-after child visited every six weeks in the first year of a placement
area: looked after
subject: child
force: law
number: law
source: Care Planning, Placement and Case Review (England) Regulations 2010, reg 28(2)(b)
in_force: 2011-04-01..
reads: [visiting_clock]
owner: allocated_worker
warn: 1 week
harm: medium
harm_why: A placement that is going wrong may break down, and the child must move again.
gap_after: 3 months
counts: days
met_by: [care_visit.seen|care_visit.seen_alone]
rests_on: [episode]
recurs: true
per: subject
why: A placement settles or fails in its first year, and the child must be able to say which.
about: >-
  From each visit in the first year of a placement the next is owed within six weeks (42 days): one clock for each
  stretch between visits. The clock begins with the first visit; until then the duty lac-visit-first runs. On the day
  a year has passed the duty lac-visit-later or lac-visit-ltf takes over with the time already run, unless a visit was
  overdue, which stays this clock. A visit counts where the child was seen; one at which the child was not seen alone
  (reg 29) says so. Many authorities visit more often by their own standard, which this is not.
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
where rule = 'first year'
