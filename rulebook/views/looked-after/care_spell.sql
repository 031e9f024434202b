/*---
id: care_spell
kind: view
title: Period of care
area: looked after
subject: child
reads: [episode_as_at, period_of_care, legal_status, child_as_at]
per: subject
about: >-
  One row for each period of care that had begun by the day and before the 18th birthday: from a child's own
  period_of_care records where there are any, otherwise worked out from the episodes of the looked-after return. No
  child is in two periods at once: a period with no end is closed by the one that follows, and one that gave way on the
  day it began to another of that day is none. Nobody is looked after
  from the 18th birthday on, even where a return left the care open; ended_by says in words which end it was, "care
  ended" or "the child turned 18". start_known is false where the first episode known is not the one that began
  care, so that the child came into care on some earlier day, and where dates_right is false: a date of one of the
  child's episodes or periods cannot be right, so that nothing can be counted. missing says which of the two it is.
  short_breaks says that every legal status in it was V3 or V4. A child is looked after on a day if the period began
  on or before it and had not ended on it.
---*/
with direct as (
    select
        p.subject_id,
        p.started_on,
        case when p.ended_on between p.started_on and $as_at then p.ended_on end as ended_on,
        case when p.ended_on between p.started_on and $as_at then p.end_reason end as end_reason,
        p.primary_need,
        coalesce(p.started_on < c.born_on, false)
        or coalesce(p.ended_on > c.born_on + interval 19 year, p.ended_on > p.started_on + interval 18 year, false) as impossible
    from period_of_care p
    left join child_as_at c on c.subject_id = p.subject_id
    where p.started_on <= $as_at
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
        bool_or(impossible) as impossible,
        bool_and(short_break) as short_breaks
    from episode_as_at
    where subject_id not in (select subject_id from direct)
    group by subject_id, care_number, care_started_on
    qualify row_number() over (partition by subject_id, care_started_on order by care_number desc) = 1
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
        d.impossible,
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
        impossible,
        short_breaks
    from worked_out
),

following as (
    select
        s.*,
        not bool_or(s.impossible) over (partition by s.subject_id) as dates_right,
        lead(s.started_on) over (partition by s.subject_id order by s.started_on, s.care_number) as next_started_on,
        (c.born_on + interval 18 year)::date as eighteen_on
    from spells s
    left join child_as_at c on c.subject_id = s.subject_id
),

limited as (
    select
        *,
        least(ended_on, next_started_on) as left_on,
        case when eighteen_on <= $as_at then eighteen_on end as grown_on
    from following
    where coalesce(started_on < eighteen_on, true)
)

select
    subject_id,
    subject_id || '/' || started_on as care_id,
    started_on,
    least(left_on, grown_on) as ended_on,
    case
        when left_on <= coalesce(grown_on, left_on) then 'care ended'
        when grown_on is not null then 'the child turned 18'
    end as ended_by,
    case when ended_on <= coalesce(next_started_on, ended_on) then end_reason end as end_reason,
    primary_need,
    first_episode_reason,
    start_known and dates_right as start_known,
    dates_right,
    case
        when not dates_right then 'a date of an episode that cannot be right'
        when not start_known then 'the day the care started'
    end as missing,
    short_breaks
from limited
where next_started_on is distinct from started_on
