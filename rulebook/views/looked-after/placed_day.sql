/*---
id: placed_day
kind: view
title: Where looked-after children live, day by day
area: looked after
subject: child
reads: [looked_after_day, placement_spell, placement_location, placement_contract, placement]
per: subject
about: >-
  One row for each child looked after on each reporting day, short breaks left out, with the placement of that day, who
  provides it, whether it lies inside the authority, how many miles from home it is and whether it was bought under the
  framework. The miles are those recorded with where the placement is or, if none, with the placement itself. What is not
  recorded is blank. agency says that a private or voluntary provider runs the placement.
---*/
with recorded as (
    select
        subject_id,
        started_on,
        max(distance) as distance
    from placement
    where started_on <= $as_at
    group by subject_id, started_on
),

spell as (
    select
        subject_id,
        started_on,
        placement_group,
        provider,
        lead(started_on, 1, date '9999-12-31') over (partition by subject_id order by started_on, placement_id) as next_started_on
    from placement_spell
),

placed as (
    select
        d.subject_id,
        d.day,
        d.care_id,
        d.placement_type,
        case when p.started_on >= d.care_started_on then p.started_on end as placement_started_on,
        case when p.started_on >= d.care_started_on then p.placement_group end as placement_group,
        case when p.started_on >= d.care_started_on then p.provider end as provider
    from looked_after_day d
    left join spell p on p.subject_id = d.subject_id and p.started_on <= d.day and p.next_started_on > d.day
)

select
    p.subject_id,
    p.day,
    p.care_id,
    p.placement_type,
    p.placement_group,
    p.provider,
    p.provider in ('PR4', 'PR5') as agency,
    p.placement_started_on,
    l.inside_authority,
    coalesce(l.distance_miles, r.distance) as distance_miles,
    k.on_framework
from placed p
left join placement_location l
    on l.subject_id = p.subject_id and l.placement_started_on = p.placement_started_on
left join recorded r on r.subject_id = p.subject_id and r.started_on = p.placement_started_on
left join placement_contract k
    on k.subject_id = p.subject_id and k.placement_started_on = p.placement_started_on
