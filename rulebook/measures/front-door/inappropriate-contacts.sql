/*---
id: inappropriate-contacts
kind: measure
title: Contacts that were below the threshold for social care
area: front door
subject: child
statistic: share
period: 12 months
polarity: lower
unit: "%"
force: local
source: Local threshold document; the census has no contacts
reads: [contact]
rests_on: [contact.below_threshold]
per: subject
category: source of the contact
category_codes: referral-source
claims:
  - unit: "%"
    said_by: Ofsted, inspection of Lambeth children's services, May 2015
    about: high though falling; the council's data gave no figure that could be relied on
    authority: 208
    period: not stated
    definition: not stated
    same_definition: false
row: one contact, on the day it was received
counted: were below the threshold
not_counted: were not below the threshold
why: Each one is a child for whom somebody else could have been asked first, and an hour taken from a child at risk.
about: >-
  Contacts received in the period; counted if whoever screened it recorded that it was below the threshold. Left out where
  that is not recorded, one way or the other.
---*/
select
    subject_id,
    record_id as occasion_id,
    received_on as on_date,
    case when coalesce(decided_on <= $as_at, true) then below_threshold end as counted,
    source as category,
    case
        when decided_on > $as_at or below_threshold is null then 'whether it was below the threshold is not recorded'
    end as left_out
from contact
where received_on <= $as_at
