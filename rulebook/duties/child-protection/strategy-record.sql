/*---
id: strategy-record
kind: duty
title: Record of the strategy discussion shared with those who took part
area: child protection
subject: child
force: local
number: local
source: >-
  Local: Working Together to Safeguard Children, HM Government, 2023, chapter 3, page 87, leaves it to local recording
  procedures; the London Safeguarding Children Procedures, chapter CP3, are said to have a number, paragraph not checked
in_force: 2013-04-15..
reads: [strategy_discussion]
owner: team manager
warn: 1 working day
harm: medium
harm_why: A step that was to protect the child may be left to somebody else, and not taken.
gap_after: 1 month
counts: working days
met_by: [strategy_discussion.record_shared_on]
rests_on: [strategy_discussion]
per: subject
settings:
  strategy_record_working_days:
    value: 1
    basis: Heed's default until the authority sets its own
why: Police and social care who remember different decisions will do different things.
about: >-
  From the day a strategy discussion was held, its record is to have been sent to those who took part by the end of the
  next working day. It stays overdue until sent, since it can always be. It cannot be told from a list of discussions
  that has no day on which their records were sent.
---*/
with held as (
    select
        subject_id,
        record_id,
        held_on,
        case when record_shared_on between held_on and $as_at then record_shared_on end as shared_on
    from strategy_discussion
    where held_on between concern_on and $as_at
)

select
    subject_id,
    record_id as occasion_id,
    held_on as arose_on,
    working_days_after(held_on, try_cast(setting('strategy_record_working_days') as integer)) as due_on,
    shared_on as met_on,
    null::date as stopped_on,
    null::varchar as stopped_why
from held
