/*---
id: left_care
kind: view
title: Children who left care
area: permanence and adoption
subject: child
reads: [care_spell, child_as_at]
per: subject
about: >-
  One row for each period of care that had ended by the day for a reason that is recorded and known, short breaks left out: the day, whether
  the child was adopted (E11, E12), the age in whole years on that day and the ethnic group, each blank where it is not
  known ('Not known' where it was asked and not told).
---*/
select
    s.subject_id,
    s.care_id,
    s.ended_on as left_on,
    s.end_reason,
    s.end_reason in ('E11', 'E12') as adopted,
    date_sub('year', c.born_on, s.ended_on) as age,
    c.ethnic_group
from care_spell s
left join child_as_at c on c.subject_id = s.subject_id
where s.ended_on is not null and s.end_reason <> 'X1' and known_code('episode-end', s.end_reason) and not s.short_breaks
