/*---
id: adoption_path
kind: view
title: A child’s path to adoption
area: permanence and adoption
subject: child
reads: [adoption_case, adoption_decision, adoption, adoption_match, adoptive_placement, permanence_care, legal_spell]
per: subject
about: >-
  One row for each time that adoption became a child's plan: from Heed's own record of it (adoption_case) and the
  decisions of the looked-after return, put together. The first decision returned on or after the day adoption was
  considered belongs to that record, whose own day of the decision comes first; a decision that belongs to no record
  is a path of its own. from_on is the day the path began. It belongs to the period of care it began in or, as for a
  child not yet born, the first that followed. order_on is the placement or freeing order in force on the path,
  matched_on the first match decided, placed_on the first placement with an adoptive family. order_known is false where
  the order was in force when the child's records begin, so that the day it was granted is not known. The path stops
  when the plan changes, care ends, or a later path begins. has_case says that Heed's own record of the path is there,
  without which the steps that a return does not hold cannot be told.
---*/
with cases as (
    select
        subject_id,
        considered_on,
        case when family_finding_on <= $as_at then family_finding_on end as family_finding_on,
        case when early_placement_considered_on <= $as_at then early_placement_considered_on
        end as early_placement_considered_on,
        case when recommended_on <= $as_at then recommended_on end as recommended_on,
        case when report_on <= $as_at then report_on end as report_on,
        case when papers_on <= $as_at then papers_on end as papers_on,
        case when decided_on <= $as_at then decided_on end as decided_on,
        case when told_orally_on <= $as_at then told_orally_on end as told_orally_on,
        case when told_in_writing_on <= $as_at then told_in_writing_on end as told_in_writing_on,
        coalesce(untraceable, false) as untraceable,
        case when profiled_on <= $as_at then profiled_on end as profiled_on,
        case when plan_changed_on <= $as_at then plan_changed_on end as plan_changed_on,
        case when change_reviewed_on <= $as_at then change_reviewed_on end as change_reviewed_on,
        case when revocation_applied_on <= $as_at then revocation_applied_on end as revocation_applied_on,
        case when celebration_on <= $as_at then celebration_on end as celebration_on
    from adoption_case
    where considered_on <= $as_at
),

returned as (
    select
        subject_id,
        decided_on,
        case when reversed_on <= $as_at then reversed_on end as reversed_on
    from adoption_decision
    where decided_on <= $as_at
    union all
    select
        subject_id,
        decided_on,
        null as reversed_on
    from adoption
    where decided_on <= $as_at and subject_id not in (select subject_id from adoption_decision)
),

belonging as (
    select
        r.subject_id,
        r.decided_on as returned_on,
        r.reversed_on,
        c.considered_on,
        row_number() over (partition by r.subject_id, c.considered_on order by r.decided_on) as place
    from returned r
    asof left join cases c on c.subject_id = r.subject_id and c.considered_on <= r.decided_on
),

paths as (
    select
        c.subject_id,
        true as has_case,
        c.considered_on as from_on,
        c.considered_on,
        coalesce(c.decided_on, b.returned_on) as path_decided_on,
        b.reversed_on,
        c.* exclude (subject_id, considered_on, decided_on)
    from cases c
    left join belonging b on b.subject_id = c.subject_id and b.considered_on = c.considered_on and b.place = 1
    union all by name
    select
        subject_id,
        false as has_case,
        false as untraceable,
        returned_on as from_on,
        returned_on as path_decided_on,
        reversed_on
    from belonging
    where considered_on is null or place > 1
),

followed as (
    select
        *,
        subject_id || '/' || from_on as path_id,
        lead(from_on) over (partition by subject_id order by from_on) as next_path_on
    from paths
),

in_care as (
    select
        f.path_id,
        c.care_id,
        c.started_on as entered_on,
        c.start_known,
        c.ended_on as care_ended_on,
        c.ended_how as care_ended_how
    from followed f
    inner join permanence_care c on c.subject_id = f.subject_id
    where
        (c.ended_on is null or c.ended_on > f.from_on)
        and c.started_on < coalesce(f.next_path_on, $as_at::date + 1)
    qualify row_number() over (partition by f.path_id order by c.started_on) = 1
),

orders as (
    select
        f.path_id,
        arg_min({'order_on': o.started_on, 'ended_on': o.ended_on}, o.started_on) as first_order
    from followed f
    inner join in_care c on c.path_id = f.path_id
    inner join legal_spell o
        on o.subject_id = f.subject_id and o.care_started_on = c.entered_on and o.legal_status in ('E1', 'D1')
        and o.started_on < coalesce(f.next_path_on, $as_at::date + 1)
        and coalesce(o.ended_on, $as_at::date + 1) > f.from_on
    group by f.path_id
),

matched as (
    select
        f.path_id,
        min(m.decided_on) as matched_on
    from (
        select subject_id, decided_on from adoption_match where decided_on <= $as_at
        union all
        select subject_id, matched_on as decided_on from adoption where matched_on <= $as_at
    ) m
    asof inner join followed f on f.subject_id = m.subject_id and f.from_on <= m.decided_on
    group by f.path_id
),

placed as (
    select
        f.path_id,
        min(p.placed_on) as placed_on,
        arg_min(p.carer_from_on, p.placed_on) as carer_from_on
    from adoptive_placement p
    asof inner join followed f on f.subject_id = p.subject_id and f.from_on <= p.placed_on
    group by f.path_id
)

select
    f.subject_id,
    f.path_id,
    f.from_on,
    f.has_case,
    f.considered_on,
    f.family_finding_on,
    f.early_placement_considered_on,
    f.recommended_on,
    f.report_on,
    f.papers_on,
    f.path_decided_on as decided_on,
    f.told_orally_on,
    f.told_in_writing_on,
    f.untraceable,
    f.profiled_on,
    f.plan_changed_on,
    f.reversed_on,
    f.change_reviewed_on,
    f.revocation_applied_on,
    f.celebration_on,
    c.care_id,
    c.entered_on,
    c.start_known,
    o.first_order.order_on as order_on,
    c.start_known or o.first_order.order_on > c.entered_on as order_known,
    o.first_order.ended_on as order_ended_on,
    m.matched_on,
    p.placed_on,
    p.carer_from_on,
    c.care_ended_on,
    c.care_ended_how,
    least(f.plan_changed_on, f.reversed_on, f.next_path_on, c.care_ended_on) as stopped_on,
    case least(f.plan_changed_on, f.reversed_on, f.next_path_on, c.care_ended_on)
        when c.care_ended_on then c.care_ended_how
        when f.plan_changed_on then 'the plan changed'
        when f.reversed_on then 'the plan changed'
        when f.next_path_on then 'a later plan took its place'
    end as stopped_how
from followed f
left join in_care c on c.path_id = f.path_id
left join orders o on o.path_id = f.path_id
left join matched m on m.path_id = f.path_id
left join placed p on p.path_id = f.path_id
