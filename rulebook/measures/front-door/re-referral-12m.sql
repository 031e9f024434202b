/*---
id: re-referral-12m
kind: measure
title: Re-referrals within 12 months
area: front door
subject: child
statistic: share
period: 12 months
polarity: lower
unit: "%"
force: published definition
source: DfE, Children in need, table C1 (referrals and re-referrals), 2013 to 2025
reads: [referral]
category: source of referral
category_codes: referral-source
published:
  series: rereferrals-percent
  differs: >-
    None known. An earlier referral is seen only if it is on record: until the census of the year before has been
    imported the figure is too low.
claims:
  - value: 13
    unit: "%"
    said_by: Ofsted, inspection of Lambeth children's services, May 2015
    about: 2013, unvalidated; against 23% in England in 2013 to 2014
    authority: 208
    from: 2013-01-01
    to: 2013-12-31
    definition: the re-referral rate, set beside that of England
    same_definition: true
why: A child who is referred again may not have been helped the first time; a very low figure may mean poor recording.
about: >-
  Referrals received in the period, those with no further action too; counted if the same child had been referred in
  the 12 months before, the same day of the year before included.
---*/
with in_order as (
    select
        subject_id,
        record_id,
        referred_on,
        source,
        lag(referred_on) over (partition by subject_id order by referred_on) as last_referred_on
    from referral
    where referred_on <= $as_at
)

select
    subject_id,
    record_id as occasion_id,
    referred_on as on_date,
    coalesce(last_referred_on >= referred_on - interval 12 months, false) as counted,
    source as category
from in_order
