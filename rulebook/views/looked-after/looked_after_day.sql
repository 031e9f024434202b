/*---
id: looked_after_day
kind: view
title: Children looked after, day by day
area: looked after
subject: child
reads: [care_spell, episode_as_at, legal_spell, placement_spell, period_of_care, legal_status, placement]
per: subject
about: >-
  One row for each child looked after on each reporting day, with the legal status and placement of that day: those
  of the episode that began last, or of the child's own records where there are any. A child whose care ended on the
  day is not looked after on it, and nobody is from the 18th birthday on. A child under a short-break status (V3 or
  V4) on the day is left out, as in the DfE's statistics.
---*/
with direct as (
    select subject_id
    from period_of_care
    union
    select subject_id
    from legal_status
    union
    select subject_id
    from placement
),

in_episode as (
    select
        e.subject_id,
        r.day,
        e.care_started_on,
        e.legal_status,
        e.placement_type
    from reporting_days() r
    inner join episode_as_at e
        on e.started_on <= r.day and coalesce(e.next_started_on, $as_at::date + 1) > r.day
    where e.subject_id not in (select subject_id from direct)
),

from_episodes as (
    select
        c.subject_id,
        i.day,
        c.care_id,
        c.started_on as care_started_on,
        c.start_known,
        i.legal_status,
        i.placement_type
    from in_episode i
    inner join care_spell c
        on c.subject_id = i.subject_id and c.started_on = i.care_started_on
        and (c.ended_on is null or c.ended_on > i.day)
),

in_care as (
    select
        c.subject_id,
        r.day,
        c.care_id,
        c.started_on as care_started_on,
        c.start_known
    from care_spell c
    inner join reporting_days() r on c.started_on <= r.day and (c.ended_on is null or c.ended_on > r.day)
    where c.subject_id in (select subject_id from direct)
),

with_status as (
    select
        i.*,
        case when l.started_on >= i.care_started_on then l.legal_status end as legal_status
    from in_care i
    asof left join legal_spell l on l.subject_id = i.subject_id and l.started_on <= i.day
),

placed as (
    select *
    from placement_spell
    qualify row_number() over (partition by subject_id, started_on order by placement_id desc) = 1
),

from_direct as (
    select
        s.*,
        case when p.started_on >= s.care_started_on then p.placement_type end as placement_type
    from with_status s
    asof left join placed p on p.subject_id = s.subject_id and p.started_on <= s.day
)

select
    subject_id,
    day,
    care_id,
    care_started_on,
    start_known,
    legal_status,
    placement_type
from from_episodes
where coalesce(legal_status not in ('V3', 'V4'), true)
union all
select
    subject_id,
    day,
    care_id,
    care_started_on,
    start_known,
    legal_status,
    placement_type
from from_direct
where coalesce(legal_status not in ('V3', 'V4'), true)
