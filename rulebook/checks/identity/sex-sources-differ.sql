/*---
id: sex-sources-differ
kind: check
title: Sources that give a child different sexes
area: identity
subject: child
fault: contradictory
source: Local, a check of Heed’s own
reads: [child]
per: subject
why: Two sources that differ on so plain a thing may be about two children.
about: Children whom one source calls male and another female. Unknown and indeterminate do not count.
---*/
select
    subject_id,
    'child' as record_type,
    min(record_id) as record_id,
    'sex' as field,
    'Sources give different sexes' as reason,
    max(first_recorded_at)::date as begun_on
from child
where sex in ('M', 'F')
group by subject_id
having count(distinct sex) > 1
