/*---
id: two-upns-for-a-child
kind: check
title: A child with two pupil numbers
area: identity
subject: child
fault: contradictory
source: Local, a check of Heed’s own
reads: [child]
per: subject
why: Two pupil numbers may be two children under one local number.
about: Children for whom two sources give two unique pupil numbers.
---*/
select
    subject_id,
    'child' as record_type,
    min(record_id) as record_id,
    'upn' as field,
    'Sources give different pupil numbers' as reason,
    max(first_recorded_at)::date as begun_on
from child
where upn is not null
group by subject_id
having count(distinct upn) > 1
