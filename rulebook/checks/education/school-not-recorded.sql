/*---
id: school-not-recorded
kind: check
title: A looked-after child of school age with no school
area: education
subject: child
fault: missing
source: Local, a check of Heed’s own
reads: [care_spell, child_as_at, school_place]
why: A child in care out of school is the one most easily lost.
about: >-
  Children of 5 to 15 looked after on the day with no school place open, where school places are recorded at all.
---*/
with placed as (
    select distinct subject_id
    from school_place
    where started_on <= $as_at and (ended_on is null or ended_on > $as_at)
)

select
    s.subject_id,
    'school_place' as record_type,
    s.care_id as record_id,
    'school' as field,
    'No school place is recorded' as reason,
    s.started_on as begun_on
from care_spell s
inner join child_as_at c on c.subject_id = s.subject_id
where s.ended_on is null
    and date_sub('year', c.born_on, $as_at::date) between 5 and 15
    and s.subject_id not in (select subject_id from placed)
    and exists (select 1 from placed)
