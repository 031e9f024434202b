/*---
id: in-touch-but-nothing-known
kind: check
title: A care leaver in touch of whom nothing is known
area: care leavers
subject: child
fault: contradictory
source: Local, a check of Heed’s own
reads: [care_leaver]
why: To be in touch is to know how the young person lives.
about: Birthday records that say in touch but know neither what the young person does nor where they live.
---*/
select
    subject_id,
    'care_leaver' as record_type,
    record_id,
    'activity' as field,
    'In touch, but neither activity nor home is known' as reason,
    year_ending_on as begun_on
from care_leaver
where in_touch = 'YES'
    and coalesce(activity, '0') = '0'
    and coalesce(accommodation, '0') = '0'
    and year_ending_on <= $as_at
