/*---
id: lac-review-next
kind: duty
title: Later looked-after reviews at least every 6 months
area: looked after
subject: child
force: law
number: law
source: Care Planning, Placement and Case Review (England) Regulations 2010, reg 33(2)
in_force: 2011-04-01..
reads: [review_cycle]
owner: reviewing officer
warn: 4 weeks
harm: medium
harm_why: What has gone wrong for the child since the last review may not be put right.
gap_after: 6 months
counts: days
met_by: [review]
rests_on: [episode]
recurs: true
per: subject
why: A child's life changes in six months, and the plan for it must keep up.
about: >-
  After the second review, and after each one that follows while the child is looked after, the next is owed within
  six months: one clock for each review, named after the review that began it. Six months from 31 August is the last
  day of February. Where the first review known need not be the first held (lac-review-2 says when), it starts such
  a clock too; and a child who came into care on a known day has one from that day once six months have passed
  without any review. Where care ended by the due day nothing more was owed; where it ended later, it was missed.
  The yearly meeting allowed in long-term fostering (SI 2015/495) changes how a review is held, not how often.
---*/
select
    subject_id,
    care_id || '/' || opened_on as occasion_id,
    opened_on as arose_on,
    case when dates_right then (opened_on + interval 6 month)::date end as due_on,
    next_on as met_on,
    ended_on as stopped_on,
    ended_by as stopped_why,
    case when not dates_right then missing end as missing
from review_cycle
where
    (number > 0 or start_known and coalesce(next_on, ended_on, $as_at::date) > opened_on + interval 6 month)
    and not first_known
    and (dates_right or next_on is null and ended_on is null)
