/*---
id: placement_review_cycle
kind: view
title: From one review of a placement to the next
area: looked after
subject: child
reads: [placement_start, placement_spell, placement, placement_location, placement_review]
per: subject
about: >-
  One row for each placement of a looked-after child and each kind of placement review (distance or panel), and
  within it for each stretch from the start of the placement or a review to the next review. provider is whose it
  was at its start, distance_miles what the record of its place says or, failing that, the placement's own. missing
  says which date is not known, where the stretch cannot be counted. A stretch that cannot be counted is left out
  once it is over.
---*/
with opened as (
    select
        placement_id,
        k.kind,
        known_from as opened_on,
        missing
    from placement_start
    cross join (values ('distance'), ('panel')) k (kind)
    union all
    select
        s.placement_id,
        r.kind,
        r.reviewed_on as opened_on,
        case when not s.dates_right then s.missing end as missing
    from placement_review r
    asof join placement_start s on s.subject_id = r.subject_id and s.known_from < r.reviewed_on
    where r.reviewed_on <= least(s.ended_on, $as_at::date)
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
    f.next_on,
    f.missing,
    s.ended_on,
    s.ended_by,
    s.placement_type,
    p.provider,
    coalesce(l.distance_miles, d.distance) as distance_miles
from followed f
inner join placement_start s on s.placement_id = f.placement_id
left join placement_spell p on p.subject_id = s.subject_id and p.started_on = s.known_from
left join placement d on d.subject_id = s.subject_id and d.started_on = s.known_from
left join placement_location l on l.subject_id = s.subject_id and l.placement_started_on = s.known_from
where
    (s.ended_on is null or f.opened_on < s.ended_on)
    and (f.missing is null or f.next_on is null and s.ended_on is null)
