/*---
id: legal_spell
kind: view
title: Legal status over time
area: looked after
subject: child
reads: [episode_as_at, legal_status, care_spell]
per: subject
about: >-
  One row for each stretch of time that a looked-after child was under one legal status, up to the day: from the
  child's own legal_status records where there are any, otherwise from consecutive episodes of one period of care
  that have the same status. Of several episodes that began on one day the last counts.
---*/
with direct as (
    select
        subject_id,
        started_on,
        case when ended_on between started_on and $as_at then ended_on end as ended_on,
        legal_status,
        lead(started_on) over (partition by subject_id order by started_on, record_id) as next_started_on
    from legal_status
    where started_on <= $as_at
),

placed_in_care as (
    select
        d.subject_id,
        case when d.started_on < coalesce(c.ended_on, $as_at::date + 1) then c.started_on end as care_started_on,
        d.started_on,
        least(d.ended_on, d.next_started_on) as ended_on,
        d.legal_status
    from direct d
    asof left join care_spell c on c.subject_id = d.subject_id and c.started_on <= d.started_on
),

by_day as (
    select
        subject_id,
        care_started_on,
        started_on,
        next_started_on,
        until_on,
        legal_status,
        bool_or(begins_care) over (partition by subject_id, started_on) as begins_care
    from episode_as_at
    where subject_id not in (select subject_id from direct)
),

changes as (
    select
        subject_id,
        care_started_on,
        started_on,
        until_on,
        legal_status,
        begins_care
        or legal_status is distinct from
        lag(legal_status) over (partition by subject_id order by started_on) as begins
    from by_day
    where next_started_on is distinct from started_on
),

numbered as (
    select
        *,
        sum(begins::integer) over (
            partition by subject_id order by started_on rows between unbounded preceding and current row
        ) as spell_number
    from changes
)

select
    subject_id,
    care_started_on,
    min(started_on) as started_on,
    case when arg_max(until_on is null, started_on) then null else max(until_on) end as ended_on,
    legal_status
from numbered
group by subject_id, care_started_on, spell_number, legal_status
union all
select
    subject_id,
    care_started_on,
    started_on,
    ended_on,
    legal_status
from placed_in_care
