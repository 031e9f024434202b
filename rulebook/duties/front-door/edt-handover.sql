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
harm: high
harm_why: A child who was in danger at night may be left there by day.
gap_after: 1 month
counts: working days
met_by: [contact.day_team_on]
rests_on: [contact]
per: subject
settings:
  edt_handover_working_days:
    value: 1
    basis: Heed's default until the authority sets its own; the hour, half past nine, is not held
why: What the night team learned is worth nothing if the day team does not read it.
about: >-
  Each contact received out of hours is to have been taken up by the day team by the end of the next working day, or
  within the number of working days that the authority has set; one on a Friday night or a weekend has until Monday.
  Protocols say half past nine; records hold the day only. It stays overdue until taken up. It cannot be told where no
  source has the day on which the day team took contacts up.
---*/
select
    c.subject_id,
    c.record_id as occasion_id,
    c.received_on as arose_on,
    working_days_after(c.received_on, try_cast(setting('edt_handover_working_days') as integer)) as due_on,
    case when c.day_team_on between c.received_on and $as_at then c.day_team_on end as met_on,
    null::date as stopped_on,
    null::varchar as stopped_why
from contact c
where c.out_of_hours and c.received_on <= $as_at
