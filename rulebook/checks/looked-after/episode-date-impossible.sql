/*---
id: episode-date-impossible
kind: check
title: A care episode on days that cannot be
area: looked after
subject: child
fault: impossible
source: Local, a check of Heed’s own
reads: [episode_as_at, period_of_care, child_as_at]
per: subject
why: Until the date is put right nobody can say what the child is owed, and everything counted for the child stands still.
about: >-
  Episodes and periods of care that begin before the child was born, or that end more than a year after the 18th
  birthday or, where the birth is not known, more than 18 years after they began. Such an end is looked at even where it
  lies after the day, since it cannot come true. Until it is put right, what is owed to the child cannot be told.
---*/
with impossible as (
    select
        e.subject_id,
        'episode' as record_type,
        e.record_id,
        e.started_on,
        c.born_on
    from episode_as_at e
    left join child_as_at c on c.subject_id = e.subject_id
    where e.impossible
    union all
    select
        p.subject_id,
        'period_of_care' as record_type,
        p.record_id,
        p.started_on,
        c.born_on
    from period_of_care p
    left join child_as_at c on c.subject_id = p.subject_id
    where
        p.started_on <= $as_at
        and (
            coalesce(p.started_on < c.born_on, false)
            or coalesce(p.ended_on > c.born_on + interval 19 year, p.ended_on > p.started_on + interval 18 year, false)
        )
)

select
    subject_id,
    record_type,
    record_id,
    case when started_on < born_on then 'started_on' else 'ended_on' end as field,
    case
        when started_on < born_on then 'It begins before the child was born'
        else 'It ends on a day on which nobody of that age is looked after'
    end as reason,
    started_on as begun_on
from impossible
