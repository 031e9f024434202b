/*---
id: cp-visit-not-said-if-seen
kind: check
title: A visit that does not say whether the child was seen
area: child protection
subject: child
fault: missing
source: Local, a check of Heed’s own
reads: [cp_visit]
per: subject
why: A visit at which nobody saw the child is no visit to the child.
about: Visits of the last year to children on plans without an answer to whether the child was seen.
---*/
select
    subject_id,
    'cp_visit' as record_type,
    record_id,
    'seen' as field,
    'It does not say whether the child was seen' as reason,
    visited_on as begun_on
from cp_visit
where seen is null
    and visited_on <= $as_at
    and visited_on > $as_at::date - interval 12 month
