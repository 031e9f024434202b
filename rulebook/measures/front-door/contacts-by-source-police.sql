/*---
id: contacts-by-source-police
kind: measure
title: Share of contacts that come from the police
area: front door
subject: child
statistic: share
period: 12 months
polarity: neutral
unit: "%"
force: local
source: Local count of contacts with the front door; the census has none of them
reads: [contact]
rests_on: [contact]
per: subject
category: outcome of the contact
category_codes: contact-outcome
claims:
  - value: 30
    unit: "%"
    said_by: Ofsted, inspection of Lambeth children's services, May 2015
    about: January 2015, an average, from the council's own data
    authority: 208
    from: 2015-01-01
    to: 2015-01-31
    definition: of all contacts, an average; of what it is the average is not said
    same_definition: false
row: one contact, on the day it was received
counted: came from the police
not_counted: came from others
why: Where most contacts come from one agency, its reports decide how the front door spends its day.
about: >-
  Contacts received in the period; counted if they came from the police. An anonymous contact is one of the others. Left
  out where the source is not recorded, recorded as unknown or of an unknown code. The source is as recorded in words or codes of the census.
---*/
select
    subject_id,
    record_id as occasion_id,
    received_on as on_date,
    case when source <> '10' and known_code('referral-source', source) then source = '6' end as counted,
    case when coalesce(decided_on <= $as_at, true) then outcome end as category,
    case
        when coalesce(source, '10') = '10' then 'the source is not known'
        when not known_code('referral-source', source) then 'the source has an unknown code'
    end as left_out
from contact
where received_on <= $as_at
