/*---
id: episode_as_at
kind: view
title: Episode of care as at the day
area: looked after
subject: child
reads: [episode]
about: >-
  One row for each episode of care that had begun by the day, with the period of care it belongs to. A period of care
  begins with a child's first known episode, with start reason S, after a gap, or after an episode whose end reason
  says that care ended; an end reason X1 that no episode follows on its day leaves a gap. until_on is the day the
  episode gave way to the next or ended, so that no two episodes of a child overlap. An end before the start is taken
  as not known. place counts a child's episodes in their order: by the day they began and, of one day, as the return
  puts them, so that what ended on the day comes before what went on.
---*/
with begun as (
    select
        subject_id,
        record_id,
        started_on,
        row_number() over (
            partition by subject_id order by started_on, same_day nulls last, record_id
        ) as place,
        start_reason,
        case when ended_on between started_on and $as_at then ended_on end as ended_on,
        case when ended_on between started_on and $as_at then end_reason end as end_reason
    from episode
    where started_on <= $as_at
),

in_order as (
    select
        subject_id,
        record_id,
        started_on,
        place,
        start_reason,
        ended_on,
        end_reason,
        lag(started_on) over one_child as last_started_on,
        lag(ended_on) over one_child as last_ended_on,
        lag(end_reason) over one_child as last_end_reason,
        lead(started_on) over one_child as next_started_on,
        max(ended_on) over (
            partition by subject_id order by place
            rows between unbounded preceding and 1 preceding
        ) as in_care_until_on
    from begun
    window one_child as (partition by subject_id order by place)
),

with_breaks as (
    select
        *,
        last_started_on is null
        or coalesce(start_reason = 'S', false)
        or coalesce(last_ended_on is not null and started_on > in_care_until_on, false)
        or coalesce(last_end_reason <> 'X1' and started_on >= last_ended_on, false) as begins_care
    from in_order
),

numbered as (
    select
        record_id,
        subject_id,
        started_on,
        place,
        ended_on,
        end_reason,
        next_started_on,
        begins_care,
        sum(begins_care::integer) over so_far as care_number,
        max(case when begins_care then started_on end) over so_far as care_started_on
    from with_breaks
    window so_far as (
        partition by subject_id order by place rows between unbounded preceding and current row
    )
)

select
    n.subject_id,
    n.record_id,
    n.care_number,
    n.care_started_on,
    n.begins_care,
    n.started_on,
    n.place,
    e.start_reason,
    n.ended_on,
    least(n.ended_on, n.next_started_on) as until_on,
    n.next_started_on,
    n.end_reason,
    case when n.ended_on is not null then e.placement_change end as placement_change,
    e.legal_status,
    coalesce(e.legal_status in ('V3', 'V4'), false) as short_break,
    e.primary_need,
    e.placement_type,
    e.placement_provider,
    e.placement_postcode,
    e.provider_urn
from numbered n
inner join episode e on e.record_id = n.record_id
