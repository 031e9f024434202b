/*---
id: iro-significant-change
kind: duty
title: Reviewing officer told of a significant change within a working day
area: looked after
subject: child
force: local
number: local
source: >-
  Local: Care Planning, Placement and Case Review (England) Regulations 2010, reg 37, ask that the officer is told and
  set no number
in_force: 2011-04-01..
reads: [significant_change, care_spell]
owner: allocated_worker
warn: 1 working day
harm: medium
harm_why: The child's life may change under a plan that nobody independent looks at again.
gap_after: 2 months
counts: working days
met_by: [significant_change]
rests_on: [significant_change, episode]
per: subject
settings:
  significant_change_working_days:
    value: 1
    basis: Heed's default until the authority sets its own; the regulation has no number
why: An officer who does not hear that the plan has failed cannot call a review.
about: >-
  A significant change after a review, or a failure to carry out what it decided, is told to the reviewing officer
  within the authority's own number of working days of the day it happened. Met on the day the officer was told.
  Where care ended by the due day nothing more was owed; where it ended later with the officer not told, it was
  missed.
---*/
select
    s.subject_id,
    s.record_id as occasion_id,
    s.happened_on as arose_on,
    working_days_after(s.happened_on, try_cast(setting('significant_change_working_days') as integer)) as due_on,
    case when s.officer_told_on <= $as_at then s.officer_told_on end as met_on,
    case when c.ended_on >= s.happened_on then c.ended_on end as stopped_on,
    case when c.ended_on >= s.happened_on then c.ended_by end as stopped_why
from significant_change s
asof left join care_spell c on c.subject_id = s.subject_id and c.started_on <= s.happened_on
where s.happened_on <= $as_at
