/*---
id: strategy-discussion
kind: duty
title: Strategy discussion held by the next working day
area: child protection
subject: child
force: local
number: local
source: >-
  Local: Working Together to Safeguard Children, 2023, chapter 3, asks for a discussion and the London Safeguarding
  Children Procedures, chapter CP3, describe it, but neither sets a number; the authority sets it
in_force: 2013-04-15..
reads: [strategy_discussion, childhood_end]
owner: team manager
warn: 1 working day
harm: high
harm_why: A child may stay in danger while nobody has agreed who does what.
gap_after: 1 month
counts: working days
met_by: [strategy_discussion]
rests_on: [strategy_discussion]
per: subject
settings:
  strategy_discussion_working_days:
    value: 1
    basis: Heed's default until the authority sets its own; the same day or 24 hours is common
why: When a child may be suffering significant harm, police, health and social care must talk at once.
about: >-
  From the day significant harm was suspected, a strategy discussion is to have been held within the authority's own
  number of working days; a concern on a Saturday has until Monday. Each new concern has its own clock, and one recorded
  with no discussion stays overdue. A case that closed does not stop it: the record is wrong and can be put right. The
  child's turning 18 or dying does.
---*/
select
    s.subject_id,
    s.record_id as occasion_id,
    s.concern_on as arose_on,
    working_days_after(s.concern_on, try_cast(setting('strategy_discussion_working_days') as integer)) as due_on,
    case when s.held_on <= $as_at then s.held_on end as met_on,
    e.ended_on as stopped_on,
    e.reason as stopped_why
from strategy_discussion s
left join childhood_end e on e.subject_id = s.subject_id and e.ended_on >= s.concern_on
where s.concern_on <= $as_at
