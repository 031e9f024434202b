/*---
id: permanence_care
kind: view
title: Period of care, to the 18th birthday
area: permanence and adoption
subject: child
reads: [care_spell, child_as_at]
per: subject
about: >-
  One row for each period of care that had begun by the day, as care_spell gives it, but ended on the 18th birthday
  where no earlier end is recorded: nothing here is owed to an adult, even where the return forgot to close the care.
  ended_how says in words which end it was. Periods made only of short breaks (V3, V4) are left out.
---*/
with grown as (
    select
        subject_id,
        (born_on + interval 18 year)::date as adult_on
    from child_as_at
    where born_on + interval 18 year <= $as_at
)

select
    c.subject_id,
    c.care_id,
    c.started_on,
    c.start_known,
    least(c.ended_on, g.adult_on) as ended_on,
    case
        when c.ended_by = 'care ended' and c.end_reason in ('E11', 'E12') then 'the child was adopted'
        else c.ended_by
    end as ended_how
from care_spell c
left join grown g on g.subject_id = c.subject_id
where not c.short_breaks and c.started_on < coalesce(g.adult_on, $as_at::date + 1)
