/*---
id: assessment-open-six-months
kind: check
title: An assessment open for more than six months
area: assessment
subject: child
fault: stale
source: Local, a check of Heed’s own
reads: [assessment]
why: An assessment that nobody finishes decides nothing for the child.
about: Assessments begun more than six months and less than five years before the day and not authorised by then.
---*/
select
    subject_id,
    'assessment' as record_type,
    record_id,
    'authorised_on' as field,
    'Open for more than six months' as reason,
    (started_on + interval 6 month)::date as begun_on
from assessment
where started_on < $as_at::date - interval 6 month
    and started_on > $as_at::date - interval 60 month
    and (authorised_on is null or authorised_on > $as_at)
