/*---
id: episode_as_at
kind: view
title: Episode of care as at the day
area: looked after
subject: child
reads: [episode, child_as_at]
per: subject
about: >-
  One row for each episode of care that had begun by the day, with the period of care it belongs to. A period of
  care begins with a child's first known episode, with start reason S, after a gap, or after an episode whose end
  reason says that care ended; an end reason X1 that no episode follows on its day leaves a gap. Of several episodes
  that begin on one day, one that ends on it comes first; place is their order. until_on is the day the
  episode gave way to the next or ended, so that no two episodes of a child overlap. An end before the start is
  taken as not known. impossible says that a date cannot be right: a start before birth, or an end more than a year
  after the 18th birthday or, where the birth is not known, more than 18 years after the start. Only here is an end
  looked at that lies after the day, since it cannot come true.
---*/
with begun as (
    select
        e.subject_id,
        e.record_id,
        e.started_on,
        e.start_reason,
        case when e.ended_on between e.started_on and $as_at then e.ended_on end as ended_on,
        case when e.ended_on between e.started_on and $as_at then e.end_reason end as end_reason,
        coalesce(e.started_on < c.born_on, false)
        or coalesce(e.ended_on > c.born_on + interval 19 year, e.ended_on > e.started_on + interval 18 year, false) as impossible,
        row_number() over (
            partition by e.subject_id order by e.started_on, e.same_day nulls last, e.record_id
        ) as place
    from episode e
    left join child_as_at c on c.subject_id = e.subject_id
    where e.started_on <= $as_at
),

in_order as (
    select
        *,
        lag(started_on) over one_child as last_started_on,
        lag(ended_on) over one_child as last_ended_on,
        lag(end_reason) over one_child as last_end_reason,
        lead(started_on) over one_child as next_started_on,
        max(ended_on) over (
            partition by subject_id order by place rows between unbounded preceding and 1 preceding
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
        or coalesce(last_end_reason <> 'X1' and known_code('episode-end', last_end_reason) and started_on >= last_ended_on, false)
            as begins_care
    from in_order
),

numbered as (
    select
        *,
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
    n.place,
    n.care_number,
    n.care_started_on,
    n.begins_care,
    n.impossible,
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
