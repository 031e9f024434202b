/*---
id: conference-minutes
kind: duty
title: Full record of a conference sent
area: child protection
subject: child
force: local
number: local
source: >-
  Local: Working Together to Safeguard Children, HM Government, 2023, sets no time for the full record, and chapter 3,
  page 96, leaves the sending of plans to the local protocol; the London Safeguarding Children Procedures, chapter CP4,
  are said to have a number, paragraph not checked
in_force: 2013-04-15..
reads: [conference_as_at]
owner: conference administrator
warn: 5 working days
harm: low
harm_why: Mistakes about the family may stand, and those who work from the record wait for it.
gap_after: 3 months
counts: working days
met_by: [conference.minutes_sent_on]
rests_on: [conference]
per: subject
settings:
  conference_minutes_working_days:
    value: 20
    basis: Heed's default until the authority sets its own; one manual outside London says 15
why: What was said of a family is kept for decades; those who said it must be able to put it right while they remember.
about: >-
  From the day a child protection conference of any kind was held, its full record is to have been sent to the family
  and the agencies within the authority's own number of working days, counted from the day after. It stays overdue until
  sent, since it can always be. It cannot be told from a list of conferences that has no such day.
---*/
select
    c.subject_id,
    c.record_id as occasion_id,
    c.held_on as arose_on,
    working_days_after(c.held_on, try_cast(setting('conference_minutes_working_days') as integer)) as due_on,
    c.minutes_sent_on as met_on,
    null::date as stopped_on,
    null::varchar as stopped_why
from conference_as_at c
where c.held_on is not null
