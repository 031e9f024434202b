/*---
id: assessment-open-six-months
kind: check
title: An assessment open for more than six months
area: assessment
subject: child
fault: stale
source: Local, a check of Heed’s own
reads: [assessment, covered_to]
per: subject
why: An assessment that nobody finishes decides nothing for the child.
about: >-
  Assessments begun less than five years before the day, and not authorised by it though begun more than six months
  before the last day that the records of assessments cover.
---*/
select
    a.subject_id,
    'assessment' as record_type,
    a.record_id,
    'authorised_on' as field,
    'Open for more than six months' as reason,
    (a.started_on + interval 6 month)::date as begun_on
from assessment a
left join covered_to k on k.record_type = 'assessment'
where a.started_on < coalesce(k.last_on, $as_at::date) - interval 6 month
    and a.started_on > $as_at::date - interval 60 month
    and (a.authorised_on is null or a.authorised_on > $as_at)
