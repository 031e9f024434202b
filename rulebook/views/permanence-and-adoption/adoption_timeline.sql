/*---
id: adoption_timeline
kind: view
title: From entering care to adoption
area: permanence and adoption
subject: child
reads: [care_spell, placement_spell, legal_spell, adoption]
per: subject
about: >-
  One row for each child adopted by the day (a period of care that ended with E11 or E12), with the days of its stages:
  entering care, the placement or freeing order (the last one granted), the match with adopters, and moving in with the
  adoptive family (placement types A3 to A6; after a disruption, the last family). A stage that is not recorded is blank.
  order_known is false where the order was in force when the child's records begin, so that the day it was granted is
  not known.
---*/
with adopted as (
    select
        subject_id,
        care_id,
        started_on as entered_on,
        start_known,
        ended_on as adopted_on
    from care_spell
    where end_reason in ('E11', 'E12')
),

ordered as (
    select
        subject_id,
        care_started_on,
        started_on,
        placement_type,
        placement_group,
        same_carer,
        coalesce(lag(placement_group) over one_child = 'Temporary', false) as was_away
    from placement_spell
    window one_child as (partition by subject_id, care_started_on order by started_on)
),

main as (
    select
        subject_id,
        care_started_on,
        started_on,
        placement_type,
        placement_group = 'Placed for adoption' as adoptive,
        coalesce(lag(placement_group) over one_child = 'Placed for adoption', false)
        and (same_carer or was_away) as stays
    from ordered
    where placement_group <> 'Temporary'
    window one_child as (partition by subject_id, care_started_on order by started_on)
),

placed as (
    select
        subject_id,
        care_started_on,
        max(started_on) as placed_on,
        arg_max(placement_type, started_on) as placement_type
    from main
    where adoptive and not stays
    group by subject_id, care_started_on
),

granted as (
    select
        subject_id,
        care_started_on,
        max(started_on) as order_on
    from legal_spell
    where legal_status in ('E1', 'D1')
    group by subject_id, care_started_on
)

select
    a.subject_id,
    a.care_id,
    a.entered_on,
    a.start_known,
    g.order_on,
    a.start_known or g.order_on > a.entered_on as order_known,
    case when m.matched_on <= $as_at then m.matched_on end as matched_on,
    p.placed_on,
    p.placement_type,
    a.adopted_on
from adopted a
left join placed p on p.subject_id = a.subject_id and p.care_started_on = a.entered_on
left join granted g on g.subject_id = a.subject_id and g.care_started_on = a.entered_on
left join adoption m on m.subject_id = a.subject_id
