/*---
id: ethnicity-not-recorded
kind: check
title: A child whose ethnicity is not recorded
area: identity
subject: child
fault: missing
source: Local, a check of Heed’s own
reads: [child]
per: subject
why: Nobody can see whether children are treated alike whose ethnicity nobody asked for.
about: Children for whom no source gives an ethnicity, refused and not yet obtained among them.
---*/
select
    subject_id,
    'child' as record_type,
    min(record_id) as record_id,
    'ethnicity' as field,
    'No source gives an ethnicity' as reason,
    min(first_recorded_at)::date as begun_on
from child
group by subject_id
having count(*) filter (where ethnicity is not null and ethnicity not in ('NOBT', 'REFU')) = 0
