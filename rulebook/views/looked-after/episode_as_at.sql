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
  as not known.
---*/
with begun as (
    select
        subject_id,
        record_id,
        started_on,
        start_reason,
        case when ended_on between started_on and $as_at then ended_on end as ended_on,
        case when ended_on between started_on and $as_at then end_reason end as end_reason,
        case when ended_on between started_on and $as_at then placement_change end as placement_change,
        legal_status,
        primary_need,
        placement_type,
        placement_provider,
        placement_postcode,
        provider_urn
    from episode
    where started_on <= $as_at
),

in_order as (
    select
        subject_id,
        record_id,
        started_on,
        start_reason,
        ended_on,
        end_reason,
        placement_change,
        legal_status,
        primary_need,
        placement_type,
        placement_provider,
        placement_postcode,
        provider_urn,
        lag(started_on) over one_child as last_started_on,
        lag(ended_on) over one_child as last_ended_on,
        lag(end_reason) over one_child as last_end_reason,
        lead(started_on) over one_child as next_started_on
    from begun
    window one_child as (partition by subject_id order by started_on, record_id)
),

with_breaks as (
    select
        *,
        last_started_on is null
        or coalesce(start_reason = 'S', false)
        or coalesce(started_on > max(coalesce(ended_on, next_started_on)) over earlier, false)
        or coalesce(last_end_reason <> 'X1' and started_on >= last_ended_on, false) as begins_care
    from in_order
    window earlier as (
        partition by subject_id order by started_on, record_id rows between unbounded preceding and 1 preceding
    )
),

numbered as (
    select
        *,
        sum(begins_care::integer) over (
            partition by subject_id order by started_on, record_id
            rows between unbounded preceding and current row
        ) as care_number
    from with_breaks
)

select
    subject_id,
    record_id,
    care_number,
    min(started_on) over (partition by subject_id, care_number) as care_started_on,
    begins_care,
    started_on,
    start_reason,
    ended_on,
    least(ended_on, next_started_on) as until_on,
    end_reason,
    placement_change,
    legal_status,
    coalesce(legal_status in ('V3', 'V4'), false) as short_break,
    primary_need,
    placement_type,
    placement_provider,
    placement_postcode,
    provider_urn
from numbered
