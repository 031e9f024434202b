/*---
id: birth-date-sources-differ
kind: check
title: Sources that give a child different dates of birth
area: identity
subject: child
fault: contradictory
source: Local, a check of Heed’s own
reads: [child]
per: subject
why: A child of the wrong age is owed the wrong visits, reviews and checks.
about: Children for whom two sources give two dates of birth.
---*/
select
    subject_id,
    'child' as record_type,
    min(record_id) as record_id,
    'born_on' as field,
    'Sources give different dates of birth' as reason,
    max(first_recorded_at)::date as begun_on
from child
where born_on <= $as_at
group by subject_id
having count(distinct born_on) > 1
