/*---
id: edt-handover
kind: duty
title: Out-of-hours contact taken up by the day team
area: front door
subject: child
force: local
number: local
source: Local protocol of the emergency duty team; no law or guidance sets a number
in_force: 2014-01-01..
reads: [contact]
owner: emergency duty team
warn: 1 working day
counts: working days
settings:
  edt_handover_working_days:
    value: 1
    basis: Heed's default until the authority sets its own; the hour, half past nine, is not held
why: What the night team learned is worth nothing if the day team does not read it.
about: >-
  Each contact received out of hours is to have been taken up by the day team by the end of the next working day, or
  within the number of working days that the authority has set; one on a Friday night or a weekend has until Monday.
  Protocols say half past nine; records hold the day only. It stays overdue until taken up. It cannot be told where it
  fell due before the first collection year (from 1 April) with any contact recorded as taken up, or where none is.
---*/
with recorded as (
    select (date_trunc('year', min(day_team_on) - interval 3 month) + interval 3 month)::date as since_on
    from contact
    where day_team_on <= $as_at
),

received as (
    select
        subject_id,
        record_id,
        received_on,
        working_days_after(received_on, try_cast(setting('edt_handover_working_days') as integer)) as due_on,
        case when day_team_on between received_on and $as_at then day_team_on end as taken_up_on
    from contact
    where out_of_hours and received_on <= $as_at
)

select
    c.subject_id,
    c.record_id as occasion_id,
    c.received_on as arose_on,
    case when c.taken_up_on is not null or c.due_on >= r.since_on then c.due_on end as due_on,
    c.taken_up_on as met_on,
    null::varchar as excused
from received c
cross join recorded r
