/*---
id: conference-minutes
kind: duty
title: Full record of a conference sent
area: child protection
subject: child
force: pan-London
number: pan-London
source: >-
  London Safeguarding Children Procedures, chapter CP4 (child protection conferences), after Working Together 2010, from
  memory, uncertain; paragraph not checked
in_force: 2013-04-15..
reads: [conference_as_at]
owner: conference administrator
warn: 5 working days
counts: working days
settings:
  conference_minutes_working_days:
    value: 20
    basis: The London number, from memory; check before relying on it
why: What was said of a family is kept for decades; those who said it must be able to put it right while they remember.
about: >-
  From the day a child protection conference of any kind was held, its full record is to have been sent to the family
  and the agencies within 20 working days, counted from the day after. It stays overdue until sent, since it can
  always be. It cannot be told where it fell due before the first collection year (from 1 April) with any recorded as
  sent, or where none is.
---*/
with recorded as (
    select (date_trunc('year', min(minutes_sent_on) - interval 3 month) + interval 3 month)::date as since_on
    from conference_as_at
),

held as (
    select
        subject_id,
        record_id,
        held_on,
        working_days_after(held_on, try_cast(setting('conference_minutes_working_days') as integer)) as due_on,
        minutes_sent_on
    from conference_as_at
    where held_on is not null
)

select
    h.subject_id,
    h.record_id as occasion_id,
    h.held_on as arose_on,
    case when h.minutes_sent_on is not null or h.due_on >= r.since_on then h.due_on end as due_on,
    h.minutes_sent_on as met_on,
    null::varchar as excused
from held h
cross join recorded r
