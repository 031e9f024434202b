/*---
id: lac-review-2
kind: duty
title: Second looked-after review within 3 months of the first
area: looked after
subject: child
force: law
number: law
source: Care Planning, Placement and Case Review (England) Regulations 2010, reg 33(2)
in_force: 2011-04-01..
reads: [review_cycle]
owner: reviewing officer
warn: 3 weeks
harm: medium
harm_why: The child may drift in care without knowing where they will live for good.
gap_after: 6 months
counts: days
met_by: [review]
rests_on: [episode]
per: subject
why: By the second review there must be a plan for where this child will grow up.
about: >-
  Once the first review of a period of care has been held, the second is owed within three months of it; three
  months from the 30th or 31st is the last day of a shorter month. Until the first is held there is no clock here:
  the duty lac-review-1 shows it. The first review known counts as the first held where it was within six months of
  a known beginning of care; the clock is shown from that beginning, as only records that reach back to it tell that
  no review came before. Where the first known came later its follower counts as a later review. Where care ended by
  the due day nothing was owed; where it ended later, it was missed. Whether the review agreed a plan for permanence
  is not in the SSDA903.
---*/
select
    subject_id,
    care_id as occasion_id,
    care_started_on as arose_on,
    (opened_on + interval 3 month)::date as due_on,
    next_on as met_on,
    ended_on as stopped_on,
    ended_by as stopped_why
from review_cycle
where first_known
