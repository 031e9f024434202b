/*---
id: police-contacts-nfa
kind: measure
title: Police contacts that ended in advice or no further action
area: front door
subject: child
statistic: share
period: 12 months
polarity: lower
unit: "%"
force: local
source: Local count of contacts with the front door; the census has none of them
reads: [contact]
rests_on: [contact.outcome]
per: subject
category: outcome of the contact
category_codes: contact-outcome
claims:
  - value: 81
    unit: "%"
    said_by: Ofsted, inspection of Lambeth children's services, May 2015
    about: January 2015, an average, from the council's own data
    authority: 208
    from: 2015-01-01
    to: 2015-01-31
    definition: contacts from the police that led to signposting to other agencies or to no further action
    same_definition: true
row: one contact from the police, on the day it was received
counted: ended in advice or no further action
not_counted: ended in something else
why: A report that leads nowhere costs a screening hour, and the next one is read with a tired eye.
about: >-
  Contacts from the police received in the period; counted if they ended in information, advice or signposting, or in no
  further action. Left out where no outcome is recorded by the day.
---*/
with from_police as (
    select
        subject_id,
        record_id,
        received_on,
        case when coalesce(decided_on <= $as_at, true) then outcome end as outcome
    from contact
    where received_on <= $as_at and source = '6'
)

select
    subject_id,
    record_id as occasion_id,
    received_on as on_date,
    outcome in ('no further action', 'signposting') as counted,
    outcome as category,
    case when outcome is null then 'no outcome is recorded' end as left_out
from from_police
