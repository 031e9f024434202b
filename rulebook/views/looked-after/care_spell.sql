/*---
id: care_spell
kind: view
title: Period of care
area: looked after
subject: child
reads: [episode_as_at, period_of_care, legal_status]
about: >-
  One row for each period of care that had begun by the day: from a child's own period_of_care records where there are
  any, otherwise worked out from the episodes of the looked-after return. No child is in two periods at once: a period
  with no end is closed by the one that follows, and one that gave way on the day it began to another that began on that
  day is none. start_known is false where the first episode known is not the one
  that began care, so that the child came into care on some earlier day. short_breaks says that every legal status in
  it was V3 or V4. A child is looked after on a day if the period began on or before it and had not ended on it.
---*/
with direct as (
    select
        subject_id,
        started_on,
        case when ended_on between started_on and $as_at then ended_on end as ended_on,
        case when ended_on between started_on and $as_at then end_reason end as end_reason,
        primary_need
    from period_of_care
    where started_on <= $as_at
),

short as (
    select
        d.subject_id,
        d.started_on,
        bool_and(s.legal_status in ('V3', 'V4')) as short_breaks
    from direct d
    inner join legal_status s
        on s.subject_id = d.subject_id and s.started_on >= d.started_on
        and s.started_on < coalesce(d.ended_on, $as_at::date + 1)
    group by all
),

worked_out as (
    select
        subject_id,
        care_started_on as started_on,
        case when arg_max(ended_on is null, place) then null else max(ended_on) end as ended_on,
        arg_max(coalesce(end_reason, ''), place) as end_reason,
        arg_min(primary_need, place) as primary_need,
        arg_min(coalesce(start_reason, ''), place) as first_episode_reason,
        care_number,
        bool_and(short_break) as short_breaks
    from episode_as_at
    where subject_id not in (select subject_id from direct)
    group by subject_id, care_number, care_started_on
),

spells as (
    select
        d.subject_id,
        d.started_on,
        d.ended_on,
        d.end_reason,
        d.primary_need,
        'S' as first_episode_reason,
        1 as care_number,
        true as start_known,
        coalesce(s.short_breaks, false) as short_breaks
    from direct d
    left join short s on s.subject_id = d.subject_id and s.started_on = d.started_on
    union all
    select
        subject_id,
        started_on,
        ended_on,
        nullif(end_reason, '') as end_reason,
        primary_need,
        nullif(first_episode_reason, '') as first_episode_reason,
        care_number,
        first_episode_reason = 'S' or care_number > 1 as start_known,
        short_breaks
    from worked_out
),

following as (
    select
        *,
        lead(started_on) over (partition by subject_id order by started_on, care_number) as next_started_on
    from spells
)

select
    subject_id,
    subject_id || '/' || started_on as care_id,
    started_on,
    least(ended_on, next_started_on) as ended_on,
    case when ended_on <= coalesce(next_started_on, ended_on) then end_reason end as end_reason,
    primary_need,
    first_episode_reason,
    start_known,
    short_breaks
from following
where next_started_on is distinct from started_on
