/*---
id: looked_after_day
kind: view
title: Children looked after, day by day
area: looked after
subject: child
reads: [care_spell, legal_spell, placement_spell]
about: >-
  One row for each child looked after on each reporting day, with the legal status and placement of that day. A child
  whose care ended on the day is not looked after on it. A child under a short-break status (V3 or V4) on the day is
  left out, as in the DfE's statistics.
---*/
with in_care as (
    select
        c.subject_id,
        r.day,
        c.care_id,
        c.started_on as care_started_on,
        c.start_known
    from reporting_days() r
    inner join care_spell c on c.started_on <= r.day and (c.ended_on is null or c.ended_on > r.day)
),

with_status as (
    select
        i.subject_id,
        i.day,
        i.care_id,
        i.care_started_on,
        i.start_known,
        case when l.started_on >= i.care_started_on then l.legal_status end as legal_status
    from in_care i
    asof left join legal_spell l on l.subject_id = i.subject_id and l.started_on <= i.day
)

select
    s.subject_id,
    s.day,
    s.care_id,
    s.care_started_on,
    s.start_known,
    s.legal_status,
    case when p.started_on >= s.care_started_on then p.placement_id end as placement_id,
    case when p.started_on >= s.care_started_on then p.placement_type end as placement_type,
    case when p.started_on >= s.care_started_on then p.placement_group end as placement_group
from with_status s
asof left join placement_spell p on p.subject_id = s.subject_id and p.started_on <= s.day
where coalesce(s.legal_status not in ('V3', 'V4'), true)
