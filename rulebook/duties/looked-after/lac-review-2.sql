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
counts: days
why: By the second review there must be a plan for where this child will grow up.
about: >-
  Once the first review of a period of care has been held, the second is owed within three months of it; three months
  from the 30th or 31st is the last day of a shorter month. Until the first is held there is no clock here: the duty
  lac-review-1 shows it. Nor is there one where the first review known need not be the first held; its follower then
  counts as a later review. Where care ended by the due day nothing was owed; where it ended later the clock stops as
  missed. Whether the review agreed a plan for permanence is not in the SSDA903.
---*/
with timed as (
    select
        *,
        (opened_on + interval 3 month)::date as due_on
    from review_cycle
    where number = 1 and whole
)

select
    subject_id,
    care_id as occasion_id,
    opened_on as arose_on,
    due_on,
    next_on as met_on,
    case
        when next_on is not null or ended_on is null then null
        when ended_on <= due_on then 'Not owed: care ended first'
        else 'Missed: care ended without this review'
    end as excused
from timed
