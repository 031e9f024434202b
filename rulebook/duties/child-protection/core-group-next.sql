/*---
id: core-group-next
kind: duty
title: Later core groups at least every 6 weeks
area: child protection
subject: child
force: pan-London
number: local
source: >-
  London Safeguarding Children Procedures, chapter CP5 (implementing child protection plans), paragraph not checked; the
  6 weeks were found only in procedures outside London, so the number is local
in_force: 2013-04-15..
reads: [core_group_cycle]
owner: allocated_worker
warn: 1 week
harm: medium
harm_why: Nobody may notice that the child is no safer, and the plan is not changed.
gap_after: 3 months
counts: days
met_by: [core_group]
rests_on: [cp_plan]
recurs: true
per: subject
settings:
  core_group_weeks:
    value: 6
    basis: Heed's default until the authority sets its own; some manuals say 4
why: A core group that meets seldom reports what was done and never asks whether the child is safer.
about: >-
  After each core group of a plan that goes on, the next is owed within the authority's own number of weeks: one clock
  for each core group, named after the one that began it. After the first, a meeting recorded as having made no
  judgement of whether the risk changed does not count; one that does not say is taken to have. Where the plan ended by
  the due day nothing more was owed; where it ended later without the meeting, it was missed.
---*/
select
    subject_id,
    plan_id || '/' || opened_on as occasion_id,
    opened_on as arose_on,
    opened_on + 7 * try_cast(setting('core_group_weeks') as integer) as due_on,
    next_on as met_on,
    ended_on as stopped_on,
    case when ended_on is not null then 'the plan ended' end as stopped_why
from core_group_cycle
where number > 0
