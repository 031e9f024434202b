/*---
id: cin-closed-before-referral
kind: check
title: A case closed before it was referred
area: front door
subject: child
fault: impossible
source: Local, a check of Heed’s own
reads: [cin_episode]
per: subject
why: A case that ends before it begins hides how long the child really waited.
about: Records whose closed on lies before the referred on. The same day is in order.
---*/
select
    subject_id,
    'cin_episode' as record_type,
    record_id,
    'closed_on' as field,
    'The case closes before the referral' as reason,
    closed_on as begun_on
from cin_episode
where closed_on < referred_on and closed_on <= $as_at
