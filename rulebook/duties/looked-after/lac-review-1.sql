/*---
id: lac-review-1
kind: duty
title: First looked-after review within 20 working days
area: looked after
subject: child
force: law
number: law
source: Care Planning, Placement and Case Review (England) Regulations 2010, reg 33(1)
in_force: 2011-04-01..
reads: [review_cycle]
owner: reviewing officer
warn: 10 working days
harm: medium
harm_why: A wrong plan or a wrong placement may go on unquestioned, and the child unheard.
gap_after: 6 months
counts: working days
met_by: [review]
rests_on: [episode]
per: subject
why: The first review is where somebody independent asks whether the plan for this child is the right one.
about: >-
  Each period of care is owed a first review within 20 working days of becoming looked after, counted from the day
  after. Short breaks (V3, V4) are left out: reg 48 sets other times. Where care ended by the due day without a
  review nothing was owed; where it ended later, it was missed. Where care began before the first episode known, the
  day it is counted from is not known: it cannot be told until a review is recorded, and is then left to the later
  reviews.
---*/
select
    subject_id,
    care_id as occasion_id,
    opened_on as arose_on,
    case when start_known then working_days_after(opened_on, 20) end as due_on,
    next_on as met_on,
    ended_on as stopped_on,
    ended_by as stopped_why,
    missing
from review_cycle
where number = 0 and (start_known or next_on is null and ended_on is null)
