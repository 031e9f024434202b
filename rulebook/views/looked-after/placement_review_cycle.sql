/*---
id: placement_review_cycle
kind: view
title: From one review of a placement to the next
area: looked after
subject: child
reads: [placement_start, placement_spell, placement, placement_location, placement_review]
about: >-
  One row for each placement of a looked-after child and each kind of placement review (distance or panel), and within
  it for each stretch from the start of the placement or a review to the next review. provider is whose it was at its
  start, distance_miles what the record of its place says or, failing that, the placement's own. opening_known is
  false where the day the placement began is not known. since_on is the start of the first collection year
  (from 1 April) with a review of the kind recorded.
---*/
with reviewed as (
    select
        subject_id,
        kind,
        reviewed_on
    from placement_review
    where reviewed_on <= $as_at
),

recorded as (
    select
        kind,
        (date_trunc('year', min(reviewed_on) - interval 3 month) + interval 3 month)::date as since_on
    from reviewed
    group by kind
),

opened as (
    select
        s.placement_id,
        k.kind,
        s.known_from as opened_on,
        s.started_on is not null as opening_known
    from placement_start s
    cross join (values ('distance'), ('panel')) k (kind)
    union all
    select
        s.placement_id,
        r.kind,
        r.reviewed_on as opened_on,
        true as opening_known
    from reviewed r
    asof join placement_start s on s.subject_id = r.subject_id and s.known_from < r.reviewed_on
    where s.ended_on is null or r.reviewed_on <= s.ended_on
),

followed as (
    select
        *,
        lead(opened_on) over (partition by placement_id, kind order by opened_on) as next_on
    from opened
)

select
    s.subject_id,
    s.placement_id,
    f.kind,
    f.opened_on,
    f.opening_known,
    f.next_on,
    s.ended_on,
    s.placement_type,
    p.provider,
    coalesce(l.distance_miles, d.distance) as distance_miles,
    r.since_on
from followed f
inner join placement_start s on s.placement_id = f.placement_id
left join placement_spell p on p.subject_id = s.subject_id and p.started_on = s.known_from
left join placement d on d.subject_id = s.subject_id and d.started_on = s.known_from
left join placement_location l on l.subject_id = s.subject_id and l.placement_started_on = s.known_from
left join recorded r on r.kind = f.kind
where s.ended_on is null or f.opened_on < s.ended_on
