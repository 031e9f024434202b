/*---
id: care_to_18
kind: view
title: Period of care up to the eighteenth birthday
area: health
subject: child
reads: [care_spell, child_as_at]
per: subject
about: >-
  One row for each period of care that had begun by the day and before the eighteenth birthday, short breaks (V3, V4)
  left out. until_on is the day it ended or, if that came first, the eighteenth birthday, blank while neither has come;
  ended_by says which in words. On the birthday itself the child counts as 18.
  counts_to_on is the last day of what belongs to the period: its last day or, where the next began on that, the day
  before, and a day that never comes while it goes on.
---*/
with birthdays as (
    select
        c.subject_id,
        c.care_id,
        c.started_on,
        c.start_known,
        c.ended_on,
        c.ended_by,
        c.end_reason,
        b.born_on,
        (b.born_on + interval 18 year)::date as eighteen_on,
        lead(c.started_on) over (partition by c.subject_id order by c.started_on) as next_started_on
    from care_spell c
    left join child_as_at b on b.subject_id = c.subject_id
    where not c.short_breaks
),

limited as (
    select
        *,
        least(ended_on, case when eighteen_on <= $as_at then eighteen_on end) as until_on
    from birthdays
)

select
    subject_id,
    care_id,
    started_on,
    start_known,
    until_on,
    ended_by,
    end_reason,
    born_on,
    case
        when next_started_on = until_on then until_on - 1
        else coalesce(until_on, date '9999-12-31')
    end as counts_to_on
from limited
where eighteen_on is null or started_on < eighteen_on
