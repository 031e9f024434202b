/*---
id: core-group-next
kind: duty
title: Later core groups at least every 6 weeks
area: child protection
subject: child
force: pan-London
number: pan-London
source: >-
  London Safeguarding Children Procedures, chapter CP5 (implementing child protection plans), from memory; paragraph not
  checked
in_force: 2013-04-15..
reads: [core_group_cycle]
owner: allocated_worker
warn: 1 week
counts: days
settings:
  core_group_weeks:
    value: 6
    basis: The London minimum; an authority may set fewer, and many boroughs work to 4
why: A core group that meets seldom reports what was done and never asks whether the child is safer.
about: >-
  After each core group of a plan that goes on, the next is owed within six weeks, or the fewer weeks the authority has
  set: one clock for each core group, named after the one that began it. After the first, a meeting recorded as having
  made no judgement of whether the risk changed does not count; one that does not say is taken to have. Where the plan
  ended by the due day nothing more was owed; where it ended later the clock stops as missed.
---*/
with timed as (
    select
        *,
        opened_on + 7 * try_cast(setting('core_group_weeks') as integer) as due_on
    from core_group_cycle
    where number > 0
)

select
    subject_id,
    plan_id || '/' || opened_on as occasion_id,
    opened_on as arose_on,
    due_on,
    next_on as met_on,
    case
        when next_on is not null or ended_on is null then null
        when ended_on <= due_on then 'Not owed: the plan ended first'
        else 'Missed: the plan ended without this core group'
    end as excused
from timed
