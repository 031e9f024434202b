/*---
id: school-not-recorded
kind: check
title: A looked-after child of school age with no school
area: education
subject: child
fault: missing
source: Local, a check of Heed’s own
reads: [care_spell, child_as_at, school_place, covered_to]
per: subject
why: A child in care out of school is the one most easily lost.
about: >-
  Children of 5 to 15 looked after on the day who had no school place open on the last day that the records of school
  places cover.
---*/
select
    s.subject_id,
    'school_place' as record_type,
    s.care_id as record_id,
    'school' as field,
    'No school place is recorded' as reason,
    s.started_on as begun_on
from care_spell s
inner join child_as_at c on c.subject_id = s.subject_id
inner join covered_to k on k.record_type = 'school_place' and s.started_on <= k.last_on
anti join school_place p
    on p.subject_id = s.subject_id and p.started_on <= $as_at and (p.ended_on is null or p.ended_on > k.last_on)
where s.ended_on is null and date_sub('year', c.born_on, k.last_on) between 5 and 15
