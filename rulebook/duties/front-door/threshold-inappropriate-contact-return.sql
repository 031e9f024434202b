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
counts: working days
settings:
  contact_return_working_days:
    value: 2
    basis: Heed's default until the authority sets its own
why: Whoever wrote in about a child who needs something else must hear what else there is, or will write in again.
about: >-
  From the day a contact was decided on as below the threshold, advice and signposting are to have been given and
  recorded within the authority's own number of working days. It stays overdue until they are. It cannot be told where
  it fell due before the first collection year (from 1 April) with any advice recorded, or where none is.
---*/
with recorded as (
    select (date_trunc('year', min(advice_given_on) - interval 3 month) + interval 3 month)::date as since_on
    from contact
    where advice_given_on <= $as_at
),

screened as (
    select
        subject_id,
        record_id,
        decided_on,
        working_days_after(decided_on, try_cast(setting('contact_return_working_days') as integer)) as due_on,
        case when advice_given_on between received_on and $as_at then advice_given_on end as given_on
    from contact
    where below_threshold and decided_on between received_on and $as_at
)

select
    s.subject_id,
    s.record_id as occasion_id,
    s.decided_on as arose_on,
    case when s.given_on is not null or s.due_on >= r.since_on then s.due_on end as due_on,
    s.given_on as met_on,
    null::varchar as excused
from screened s
cross join recorded r
