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
  that have the same status. A status that another followed on the day it began is left out.
---*/
with direct as (
    select
        subject_id,
        started_on,
        case when ended_on between started_on and $as_at then ended_on end as ended_on,
        legal_status,
        lead(started_on) over (partition by subject_id order by started_on) as next_started_on
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

changes as (
    select
        subject_id,
        care_number,
        care_started_on,
        episode_number,
        started_on,
        until_on,
        legal_status,
        begins_care
        or legal_status is distinct from
        lag(legal_status) over (partition by subject_id order by episode_number) as begins
    from episode_as_at
    where subject_id not in (select subject_id from direct)
),

numbered as (
    select
        *,
        sum(begins::integer) over (
            partition by subject_id order by episode_number rows between unbounded preceding and current row
        ) as spell_number
    from changes
)

select
    subject_id,
    care_started_on,
    min(started_on) as started_on,
    case when arg_max(until_on is null, episode_number) then null else max(until_on) end as ended_on,
    legal_status
from numbered
group by subject_id, care_started_on, spell_number, legal_status
qualify row_number() over (partition by subject_id, min(started_on) order by spell_number desc) = 1
union all
select
    subject_id,
    care_started_on,
    started_on,
    ended_on,
    legal_status
from placed_in_care
