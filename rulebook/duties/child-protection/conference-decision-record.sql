/*---
id: conference-decision-record
kind: duty
title: Outline plan and decision sent after a conference
area: child protection
subject: child
force: local
number: local
source: >-
  Local: Working Together to Safeguard Children, HM Government, 2023, chapter 3, page 96, leaves the time to the local
  protocol; the London Safeguarding Children Procedures, chapter CP4, are said to have a number, paragraph not checked
in_force: 2013-04-15..
reads: [conference_as_at]
owner: conference administrator
warn: 1 working day
harm: medium
harm_why: Those who must keep the child safe may not know exactly what they agreed to do.
gap_after: 2 months
counts: working days
met_by: [conference.decision_sent_on]
rests_on: [conference]
per: subject
settings:
  conference_decision_record_working_days:
    value: 1
    basis: Heed's default until the authority sets its own; two manuals outside London say 1
why: Parents leave a conference having heard a great deal; what was decided must be in their hands while it is fresh.
about: >-
  From the day a child protection conference of any kind was held, the sheet of its decision and outline plan is to have
  been sent to the family and the agencies within the next working day, counted from the day after. It stays overdue
  until sent, since it can always be. It cannot be told from a list of conferences that has no such day.
---*/
select
    c.subject_id,
    c.record_id as occasion_id,
    c.held_on as arose_on,
    working_days_after(c.held_on, try_cast(setting('conference_decision_record_working_days') as integer)) as due_on,
    c.decision_sent_on as met_on,
    null::date as stopped_on,
    null::varchar as stopped_why
from conference_as_at c
where c.held_on is not null
