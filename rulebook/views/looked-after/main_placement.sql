/*---
id: main_placement
kind: view
title: Placement, temporary moves aside
area: looked after
subject: child
reads: [placement_spell, care_spell]
per: subject
about: >-
  One row for each stretch that a looked-after child lived with one carer, as the DfE counts placements: a temporary
  placement (T0 to T4: hospital, holiday, up to seven days) is not one, coming back from it to the same place (the
  same postcode or, where a postcode is missing, the same kind of placement) is no new one, and neither is a new
  placement with the same carer, such as being placed for adoption by one's foster carer. Short breaks are left out.
  start_known is false where it is the first known of a period of care whose own beginning is not known and a change
  of legal status alone opened it. dates_right is false where a date of one of the child's episodes cannot be right.
  last_started_on and next_started_on are when the ones before and after it in the same period of care began.
---*/
with ordered as (
    select
        subject_id,
        care_started_on,
        started_on,
        ended_on,
        placement_type,
        placement_group,
        postcode,
        same_carer,
        lag(placement_group) over one_child as last_group
    from placement_spell
    where not short_breaks
    window one_child as (partition by subject_id, care_started_on order by started_on)
),

main as (
    select
        subject_id,
        care_started_on,
        started_on,
        ended_on,
        placement_type,
        placement_group,
        coalesce(same_carer and last_group <> 'Temporary', false) as stays,
        coalesce(last_group = 'Temporary', false) as was_away,
        coalesce(
            postcode = lag(postcode) over one_child,
            placement_type = lag(placement_type) over one_child,
            false
        ) as same_place
    from ordered
    where placement_group is distinct from 'Temporary'
    window one_child as (partition by subject_id, care_started_on order by started_on)
),

numbered as (
    select
        *,
        sum((not (stays or was_away and same_place))::integer) over (
            partition by subject_id, care_started_on order by started_on
            rows between unbounded preceding and current row
        ) as main_number
    from main
),

grouped as (
    select
        subject_id,
        care_started_on,
        min(started_on) as started_on,
        case when arg_max(ended_on is null, started_on) then null else max(ended_on) end as ended_on,
        arg_max(placement_type, started_on) as placement_type,
        arg_max(placement_group, started_on) as placement_group
    from numbered
    group by subject_id, care_started_on, main_number
)

select
    g.subject_id,
    g.care_started_on,
    g.started_on,
    g.ended_on,
    g.placement_type,
    g.placement_group,
    coalesce(
        c.start_known or g.started_on > g.care_started_on or c.first_episode_reason in ('P', 'B', 'T', 'U'), false
    ) as start_known,
    coalesce(c.dates_right, true) as dates_right,
    lag(g.started_on) over one_care as last_started_on,
    lead(g.started_on) over one_care as next_started_on
from grouped g
left join care_spell c on c.subject_id = g.subject_id and c.started_on = g.care_started_on
window one_care as (partition by g.subject_id, g.care_started_on order by g.started_on)
