/*---
id: referral-twice-in-two-days
kind: check
title: Two referrals of a child within two days
area: front door
subject: child
fault: duplicated
source: Local, a check of Heed’s own
reads: [referral]
per: subject
why: The same worry counted twice makes the front door look busier and its answers slower.
about: >-
  Referrals of a child that follow another by one day. Two concerns on two days can be real: a person decides.
---*/
with ordered as (
    select
        subject_id,
        record_id,
        referred_on,
        lag(referred_on) over (partition by subject_id order by referred_on) as before_on
    from referral
    where referred_on <= $as_at
)

select
    subject_id,
    'referral' as record_type,
    record_id,
    'referred_on' as field,
    'Another referral came the day before' as reason,
    referred_on as begun_on
from ordered
where referred_on = before_on + 1
