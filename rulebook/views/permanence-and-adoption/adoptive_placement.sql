/*---
id: adoptive_placement
kind: view
title: Placement with an adoptive family
area: permanence and adoption
subject: child
reads: [placement_spell, permanence_care]
per: subject
about: >-
  One row for each stay with one adoptive family (placement types A3 to A6). A stay in hospital or on holiday, and a
  change of type with the same carers, do not interrupt it. It ends when the child moves elsewhere, when the child is
  adopted, when care ends, or on the 18th birthday; ended_how says which. carer_from_on is the day the child came to
  these carers, earlier than placed_on where they fostered the child first. placed_known is false where it began
  before the first record, so that the day it began is not known.
---*/
with adopting as (
    select distinct subject_id
    from placement_spell
    where placement_group = 'Placed for adoption'
),

ordered as (
    select
        p.subject_id,
        p.care_started_on,
        p.started_on,
        p.ended_on,
        p.placement_type,
        p.placement_group,
        p.same_carer,
        p.carer_started_on,
        coalesce(lag(p.placement_group) over one_child = 'Temporary', false) as was_away,
        coalesce(lead(p.placement_group) over one_child = 'Temporary', false) as goes_away
    from placement_spell p
    inner join adopting a on a.subject_id = p.subject_id
    window one_child as (partition by p.subject_id, p.care_started_on order by p.started_on)
),

main as (
    select
        *,
        coalesce(placement_group = 'Placed for adoption', false) as adoptive,
        coalesce(lag(placement_group) over one_child = 'Placed for adoption', false)
        and (same_carer or was_away) as stays,
        lead(started_on) over one_child as next_on
    from ordered
    where placement_group is distinct from 'Temporary'
    window one_child as (partition by subject_id, care_started_on order by started_on)
),

numbered as (
    select
        *,
        sum((adoptive and not stays)::integer) over (
            partition by subject_id, care_started_on order by started_on
            rows between unbounded preceding and current row
        ) as family
    from main
),

stays_with as (
    select
        subject_id,
        care_started_on,
        min(started_on) as placed_on,
        arg_min(placement_type, started_on) as placement_type,
        arg_min(carer_started_on, started_on) as carer_from_on,
        arg_max({'next_on': next_on, 'ended_on': case when not goes_away then ended_on end}, started_on) as closing
    from numbered
    where adoptive
    group by subject_id, care_started_on, family
)

select
    s.subject_id,
    s.subject_id || '/' || s.placed_on as placement_id,
    c.care_id,
    s.placed_on,
    s.placement_type,
    s.carer_from_on,
    c.start_known or s.placed_on > c.started_on as placed_known,
    least(coalesce(s.closing.next_on, s.closing.ended_on), c.ended_on) as ended_on,
    case
        when coalesce(s.closing.next_on, s.closing.ended_on) < coalesce(c.ended_on, $as_at::date + 1)
            then 'the placement ended'
        else c.ended_how
    end as ended_how
from stays_with s
inner join permanence_care c on c.subject_id = s.subject_id and c.started_on = s.care_started_on
where c.ended_on is null or s.placed_on < c.ended_on
