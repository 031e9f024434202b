/*---
id: child-without-birth-date
kind: check
title: A child whose date of birth no source gives
area: identity
subject: child
fault: missing
source: Local, a check of Heed’s own
reads: [child]
per: subject
why: Every duty that turns on a birthday is silent for a child whose birthday nobody wrote down.
about: Children for whom no source gives a date of birth or an expected one.
---*/
select
    subject_id,
    'child' as record_type,
    min(record_id) as record_id,
    'born_on' as field,
    'No source gives a date of birth' as reason,
    min(first_recorded_at)::date as begun_on
from child
group by subject_id
having count(born_on) = 0 and count(expected_birth_on) = 0
