/*---
id: section-47-open-three-months
kind: check
title: An enquiry open for more than three months
area: child protection
subject: child
fault: stale
source: Local, a check of Heed’s own
reads: [section_47_as_at, covered_days]
per: subject
why: An enquiry into harm that nobody ends leaves a family in dread and a child unprotected.
about: >-
  Section 47 enquiries of the last two years, begun more than three months before the day, with neither conference nor
  outcome. Not asked of an enquiry whose three months ended after the last day that the records of enquiries cover.
---*/
select
    s.subject_id,
    'section_47' as record_type,
    s.record_id,
    'outcome' as field,
    'Neither outcome nor conference after three months' as reason,
    (s.started_on + interval 3 month)::date as begun_on
from section_47_as_at s
inner join covered_days c on c.record_type = 'section_47' and s.started_on + interval 3 month between c.from_on and c.to_on
where s.started_on < $as_at::date - interval 3 month
    and s.started_on > $as_at::date - interval 24 month
    and s.conference_on is null
    and s.concluded_on is null
    and not coalesce(s.no_conference, false)
