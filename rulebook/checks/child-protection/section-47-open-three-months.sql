/*---
id: section-47-open-three-months
kind: check
title: An enquiry open for more than three months
area: child protection
subject: child
fault: stale
source: Local, a check of Heed’s own
reads: [section_47, section_47_outcome]
why: An enquiry into harm that nobody ends leaves a family in dread and a child unprotected.
about: >-
  Section 47 enquiries of the last two years, begun more than three months before the day, with neither conference
  nor outcome.
---*/
select
    s.subject_id,
    'section_47' as record_type,
    s.record_id,
    'outcome' as field,
    'Neither outcome nor conference after three months' as reason,
    (s.started_on + interval 3 month)::date as begun_on
from section_47 s
left join section_47_outcome o on o.subject_id = s.subject_id and o.started_on = s.started_on
where s.started_on < $as_at::date - interval 3 month
    and s.started_on > $as_at::date - interval 24 month
    and s.conference_held_on is null
    and not coalesce(s.conference_not_required, false)
    and (s.ended_on is null or s.ended_on > $as_at)
    and (o.concluded_on is null or o.concluded_on > $as_at)
