/*---
id: placement_spell
kind: view
title: Placement
area: looked after
subject: child
reads: [episode_as_at, placement, care_spell]
per: subject
about: >-
  One row for each placement of a looked-after child that had begun by the day: from the child's own placement records
  where there are any, otherwise from consecutive episodes of one period of care. A new placement begins where the
  episode's start reason says so (S, P, B, T or U) or where the placement type changes. same_carer is true where the
  carer did not change with it (T, U, or a change of type under another reason but P or B), and carer_started_on is
  the day the child came to that carer. Of several episodes that began on one day the last says where the child lived,
  and any of them that a new placement began.
---*/
with direct as (
    select
        subject_id,
        record_id as placement_id,
        started_on,
        case when ended_on between started_on and $as_at then ended_on end as ended_on,
        case when ended_on between started_on and $as_at then placement_change end as change_reason,
        placement_type,
        placement_provider as provider,
        placement_postcode as postcode,
        provider_urn as urn,
        lead(started_on) over (partition by subject_id order by started_on, record_id) as next_started_on
    from placement
    where started_on <= $as_at
),

direct_in_care as (
    select
        d.subject_id,
        d.placement_id,
        case when d.started_on < coalesce(c.ended_on, $as_at::date + 1) then c.started_on end as care_started_on,
        d.started_on,
        least(d.ended_on, d.next_started_on) as ended_on,
        d.placement_type,
        d.provider,
        d.postcode,
        d.urn,
        d.change_reason
    from direct d
    asof left join care_spell c on c.subject_id = d.subject_id and c.started_on <= d.started_on
),

in_order as (
    select
        subject_id,
        care_started_on,
        started_on,
        place,
        next_started_on,
        until_on,
        start_reason,
        placement_type,
        placement_provider,
        placement_postcode,
        provider_urn,
        placement_change,
        short_break,
        begins_care
        or coalesce(start_reason in ('S', 'P', 'B', 'T', 'U'), false)
        or placement_type is distinct from lag(placement_type) over one_child as begins,
        not begins_care and coalesce(start_reason in ('T', 'U', 'L'), false) as same_carer
    from episode_as_at
    where subject_id not in (select subject_id from direct)
    window one_child as (partition by subject_id order by place)
),

by_day as (
    select
        *,
        bool_or(begins) over one_day as day_begins,
        bool_or(begins and not same_carer) over one_day as day_moves,
        coalesce(min(case when begins then place end) over one_day, place) as opening_place
    from in_order
    window one_day as (partition by subject_id, started_on)
),

changes as (
    select
        d.subject_id,
        d.care_started_on,
        d.started_on,
        d.until_on,
        o.start_reason,
        d.placement_type,
        d.placement_provider,
        d.placement_postcode,
        d.provider_urn,
        d.placement_change,
        d.short_break,
        d.day_begins as begins,
        case when d.day_begins then not d.day_moves else d.same_carer end as same_carer
    from by_day d
    inner join in_order o on o.subject_id = d.subject_id and o.place = d.opening_place
    where d.next_started_on is distinct from d.started_on
),

numbered as (
    select
        *,
        sum(begins::integer) over so_far as placement_number,
        sum((begins and not same_carer)::integer) over so_far as carer_number
    from changes
    window so_far as (
        partition by subject_id order by started_on rows between unbounded preceding and current row
    )
),

worked_out as (
    select
        subject_id,
        care_started_on,
        carer_number,
        min(started_on) as started_on,
        arg_min({'start_reason': start_reason, 'same_carer': same_carer}, started_on) as opening,
        arg_max({
            'until_on': until_on, 'placement_type': placement_type, 'provider': placement_provider,
            'postcode': placement_postcode, 'urn': provider_urn, 'change_reason': placement_change
        }, started_on) as closing,
        bool_and(short_break) as short_breaks
    from numbered
    group by subject_id, care_started_on, placement_number, carer_number
),

carers as (
    select
        subject_id,
        carer_number,
        min(started_on) as carer_started_on
    from numbered
    group by subject_id, carer_number
),

placements as (
    select
        w.subject_id,
        w.subject_id || '/' || w.started_on as placement_id,
        w.care_started_on,
        w.started_on,
        w.closing.until_on as ended_on,
        w.closing.placement_type as placement_type,
        w.closing.provider as provider,
        w.closing.postcode as postcode,
        w.closing.urn as urn,
        w.closing.change_reason as change_reason,
        w.opening.start_reason as start_reason,
        w.opening.same_carer as same_carer,
        c.carer_started_on,
        w.short_breaks
    from worked_out w
    inner join carers c on c.subject_id = w.subject_id and c.carer_number = w.carer_number
    union all
    select
        subject_id,
        placement_id,
        care_started_on,
        started_on,
        ended_on,
        placement_type,
        provider,
        postcode,
        urn,
        change_reason,
        null as start_reason,
        false as same_carer,
        started_on as carer_started_on,
        false as short_breaks
    from direct_in_care
)

select
    subject_id,
    placement_id,
    care_started_on,
    started_on,
    ended_on,
    placement_type,
    case
        when placement_type in ('A3', 'A4', 'A5', 'A6') then 'Placed for adoption'
        when placement_type in ('U1', 'U2', 'U3', 'U4', 'U5', 'U6') then 'Foster'
        when placement_type in ('K1', 'K2') then 'Children’s home'
        when placement_type in ('H5', 'K3', 'P2', 'P3') then 'Independent or semi-independent'
        when placement_type = 'P1' then 'With parents'
        when placement_type in ('R1', 'R2', 'R3', 'R5', 'S1') then 'Other residential'
        when placement_type in ('T0', 'T1', 'T2', 'T3', 'T4') then 'Temporary'
        when known_code('placement-type', placement_type) then 'Other'
    end as placement_group,
    provider,
    postcode,
    urn,
    change_reason,
    start_reason,
    same_carer,
    carer_started_on,
    short_breaks
from placements
