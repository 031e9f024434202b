/*---
id: strategy-record
kind: duty
title: Record of the strategy discussion shared with those who took part
area: child protection
subject: child
force: pan-London
number: pan-London
source: >-
  London Safeguarding Children Procedures, chapter CP3 (section 47 enquiries), with the wording of Working Together 2010,
  from memory, uncertain; paragraph not checked
in_force: 2013-04-15..
reads: [strategy_discussion]
owner: team manager
warn: 1 working day
counts: working days
settings:
  strategy_record_working_days:
    value: 1
    basis: The London number, from memory; check before relying on it
why: Police and social care who remember different decisions will do different things.
about: >-
  From the day a strategy discussion was held, its record is to have been sent to those who took part by the end of the
  next working day. It stays overdue until sent, since it can always be. It cannot be told where it fell due before the
  first collection year (from 1 April) with any such record sent, or where none is.
---*/
with recorded as (
    select (date_trunc('year', min(record_shared_on) - interval 3 month) + interval 3 month)::date as since_on
    from strategy_discussion
    where record_shared_on <= $as_at
),

held as (
    select
        subject_id,
        record_id,
        held_on,
        working_days_after(held_on, try_cast(setting('strategy_record_working_days') as integer)) as due_on,
        case when record_shared_on between held_on and $as_at then record_shared_on end as shared_on
    from strategy_discussion
    where held_on between concern_on and $as_at
)

select
    h.subject_id,
    h.record_id as occasion_id,
    h.held_on as arose_on,
    case when h.shared_on is not null or h.due_on >= r.since_on then h.due_on end as due_on,
    h.shared_on as met_on,
    null::varchar as excused
from held h
cross join recorded r
