/*---
id: referral-source-missing
kind: check
title: A referral without its source
area: front door
subject: child
fault: missing
source: Local, a check of Heed’s own
reads: [referral]
per: subject
why: Who was worried first tells what the child’s days are like.
about: Referrals of the last two years that do not say who made them.
---*/
select
    subject_id,
    'referral' as record_type,
    record_id,
    'source' as field,
    'It does not say who made it' as reason,
    referred_on as begun_on
from referral
where source is null
    and referred_on <= $as_at
    and referred_on > $as_at::date - interval 24 month
