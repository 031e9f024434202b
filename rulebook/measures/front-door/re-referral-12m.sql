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
reads: [referral, record_coverage]
rests_on: [referral]
per: subject
category: source of referral
category_codes: referral-source
published:
  series: rereferrals-percent
  differs: >-
    None known. An earlier referral is seen only if it is on record: without the census of the year before there is no
    figure here.
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
row: one referral, on the day it was made
counted: followed another within 12 months
not_counted: did not follow another within 12 months
why: A child who is referred again may not have been helped the first time; a very low figure may mean poor recording.
about: >-
  Referrals received in the period, those with no further action too; counted if the same child had been referred in the
  12 months before, the same day of the year before included. Left out where the records do not cover those 12 months,
  as in the year of the first census.
---*/
with in_order as (
    select
        subject_id,
        record_id,
        referred_on,
        source,
        (referred_on - interval 12 months)::date as year_before_on,
        lag(referred_on) over (partition by subject_id order by referred_on) as last_referred_on
    from referral
    where referred_on <= $as_at
),

judged as (
    select
        r.subject_id,
        r.record_id,
        r.referred_on,
        r.source,
        r.last_referred_on,
        coalesce(r.last_referred_on >= r.year_before_on, false) as referred_before,
        exists (
            select 1
            from record_coverage c
            where c.record_type = 'referral' and c.from_on <= r.year_before_on and (c.to_today or c.to_on >= r.year_before_on)
        ) as year_known
    from in_order r
)

select
    subject_id,
    record_id as occasion_id,
    referred_on as on_date,
    case when referred_before then 'last referred on ' || strftime(last_referred_on, '%-d %B %Y') end as detail,
    case when year_known then referred_before end as counted,
    source as category,
    case when not year_known then 'the records do not cover the 12 months before' end as left_out
from judged
