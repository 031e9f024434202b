/*---
id: out-of-area-approval
kind: duty
title: Placement outside the area approved before it begins
area: looked after
subject: child
force: law
number: law
source: >-
  Care Planning, Placement and Case Review (England) Regulations 2010, regs 11 and 12, as amended in 2013 (SI
  2013/3239)
in_force: 2011-04-01..
reads: [placement_approval, placement_location, placement_start, placement_spell]
owner: head of service
warn: 1 working day
harm: high
harm_why: The child may be far from help in a place whose safety nobody senior has weighed.
gap_after: 6 months
counts: working days
met_by: [placement_approval.approved_on, placement_approval.area_consulted_on]
rests_on: [episode]
per: subject
why: Far from home, a child depends on somebody senior having asked whether it was right.
about: >-
  Before a child is placed outside the area, a nominated officer approves it and the authority of the area is told
  or consulted; since 27 January 2014 a placement at a distance needs the director's approval. Due on the day the
  placement begins or, recorded as an emergency, five working days after it; met when both are done. Every such
  proposal has a clock, which cannot be told until the placement begins, and so has every placement recorded as
  outside the area for which no approval is known. Left out are placements with parents, with relatives or friends,
  with foster carers the authority itself approved (PR1), and for adoption. Where the placement ended without it, it
  was missed.
---*/
with approval as (
    select
        subject_id,
        case when placement_started_on <= $as_at then placement_started_on end as started_on,
        case when placement_started_on is null or placement_started_on > $as_at then proposed_on end as proposal,
        min(proposed_on) as proposed_on,
        bool_or(emergency) as emergency,
        max(case when approved_on <= $as_at then approved_on end) as approved_on,
        max(case when area_consulted_on <= $as_at then area_consulted_on end) as consulted_on,
        bool_and(
            approved_on <= $as_at
            and (kind <> 'at a distance' or proposed_on < '2014-01-27' or approved_by is distinct from 'nominated officer')
        ) as approved
    from placement_approval
    where kind in ('out of area', 'at a distance') and proposed_on <= $as_at
    group by all
),

outside as (
    select
        s.subject_id,
        s.started_on
    from placement_start s
    inner join placement_location l on l.subject_id = s.subject_id and l.placement_started_on = s.known_from
    left join placement_spell p on p.subject_id = s.subject_id and p.started_on = s.known_from
    where
        not l.inside_authority and s.started_on is not null
        and coalesce(s.placement_type not in ('P1', 'U1', 'U2', 'U3'), true)
        and not coalesce(s.placement_group = 'Foster' and p.provider = 'PR1', false)
),

joined as (
    select
        coalesce(a.subject_id, o.subject_id) as subject_id,
        coalesce(a.started_on, o.started_on) as started_on,
        a.proposal,
        a.proposed_on,
        a.emergency,
        case when a.approved and a.consulted_on is not null then greatest(a.approved_on, a.consulted_on) end as met_on
    from approval a
    full outer join outside o on o.subject_id = a.subject_id and o.started_on = a.started_on
),

timed as (
    select
        j.*,
        case when j.emergency then working_days_after(j.started_on, 5) else j.started_on end as due_on,
        case when s.ended_on > j.started_on then s.ended_on else s.ended_on + 1 end as stopped_on
    from joined j
    left join placement_spell s on s.subject_id = j.subject_id and s.started_on = j.started_on
)

select
    subject_id,
    subject_id || '/' || coalesce(started_on::varchar, 'proposed ' || proposal) as occasion_id,
    least(proposed_on, started_on) as arose_on,
    due_on,
    met_on,
    case when stopped_on <= $as_at then stopped_on end as stopped_on,
    case when stopped_on <= $as_at then 'the placement ended' end as stopped_why,
    case when due_on is null then 'the day the placement started' end as missing
from timed
where due_on is not null or met_on is null
