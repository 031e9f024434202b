/*---
id: contact-screening-rag
kind: duty
title: Contact screened and decided at the front door
area: front door
subject: child
force: local
number: local
source: >-
  Local operating procedure of the multi-agency safeguarding hub, after the London model of red (4 hours), amber (24
  hours) and green (72 hours); those clocks are local
in_force: 2014-01-01..
reads: [contact]
owner: team manager
warn: 1 working day
harm: high
harm_why: A child in danger may be left there because nobody has read what was reported.
gap_after: 1 month
counts: working days
met_by: [contact.decided_on, contact.outcome]
rests_on: [contact]
per: subject
settings:
  contact_screening_working_days:
    value: 1
    basis: Heed's default until the authority sets its own; records hold no rating of red, amber or green and no hours
why: A worry that waits in a queue helps nobody, and among many small ones is the one that cannot wait.
about: >-
  Each contact is to have an outcome by the end of the next working day, or within the number of working days that the
  authority has set. Met on the day decided, if an outcome is recorded; a day without an outcome does not meet it. The
  rating and its hours are not among the records, so the one number stands for all three. A contact stays overdue until
  decided.
---*/
with received as (
    select
        subject_id,
        record_id,
        received_on,
        case when decided_on between received_on and $as_at then decided_on end as decided_on,
        outcome
    from contact
    where received_on <= $as_at
)

select
    subject_id,
    record_id as occasion_id,
    received_on as arose_on,
    working_days_after(received_on, try_cast(setting('contact_screening_working_days') as integer)) as due_on,
    case when outcome is not null then decided_on end as met_on,
    null::date as stopped_on,
    null::varchar as stopped_why,
    case when decided_on is not null and outcome is null then 'Decided; the outcome is not recorded' end as detail
from received
