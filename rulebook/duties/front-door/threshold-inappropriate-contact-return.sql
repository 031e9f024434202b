/*---
id: threshold-inappropriate-contact-return
kind: duty
title: Contact below the threshold answered with advice
area: front door
subject: child
force: local
number: local
source: Local threshold document; no law or guidance sets a number
in_force: 2014-01-01..
reads: [contact]
owner: team manager
warn: 1 working day
harm: low
harm_why: A family may wait longer for advice that could have helped early.
gap_after: 1 month
counts: working days
met_by: [contact.advice_given_on]
rests_on: [contact]
per: subject
settings:
  contact_return_working_days:
    value: 2
    basis: Heed's default until the authority sets its own
why: Whoever wrote in about a child who needs something else must hear what else there is, or will write in again.
about: >-
  From the day a contact was decided on as below the threshold, advice and signposting are to have been given and
  recorded within the authority's own number of working days. It stays overdue until they are. It cannot be told where
  no source has the day of the advice.
---*/
select
    c.subject_id,
    c.record_id as occasion_id,
    c.decided_on as arose_on,
    working_days_after(c.decided_on, try_cast(setting('contact_return_working_days') as integer)) as due_on,
    case when c.advice_given_on between c.received_on and $as_at then c.advice_given_on end as met_on,
    null::date as stopped_on,
    null::varchar as stopped_why
from contact c
where c.below_threshold and c.decided_on between c.received_on and $as_at
