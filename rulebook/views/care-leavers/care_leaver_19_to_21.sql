/*---
id: care_leaver_19_to_21
kind: view
title: Care leavers who turned 19, 20 or 21 in the year
area: care leavers
subject: child
reads: [care_leaver, child_as_at]
per: subject
about: >-
  One row for each answer of the looked-after return about a young person who turned 19, 20 or 21 in the year to 31
  March, as the DfE's statistics count them: those who died or returned home for six months or more are left out. Where
  the date of birth is not known the age is blank.
---*/
select
    l.subject_id,
    l.record_id,
    l.year_ending_on,
    l.in_touch,
    l.activity,
    l.accommodation,
    date_sub('year', coalesce(l.born_on, c.born_on), l.year_ending_on) as age
from care_leaver l
left join child_as_at c on c.subject_id = l.subject_id
where
    l.year_ending_on <= $as_at and coalesce(l.in_touch not in ('DIED', 'RHOM'), true)
    and coalesce(date_sub('year', coalesce(l.born_on, c.born_on), l.year_ending_on) between 19 and 21, true)
