/*---
id: placement_start
kind: view
title: Start of a placement that the Care Planning Regulations apply to
area: looked after
subject: child
reads: [main_placement, care_spell, child_as_at]
about: >-
  One row for each placement of a looked-after child, temporary moves and changes of terms with the same carer aside,
  that what must be written down or told at its start counts from. Placements for adoption (reg 3) and short breaks
  are left out. started_on is blank where the placement is the first known of a period of care whose own beginning is
  not known and a change of legal status alone opened it. ended_on is no later than the child's 18th birthday.
---*/
select
    p.subject_id,
    p.subject_id || '/' || p.started_on as placement_id,
    p.care_started_on,
    p.started_on as known_from,
    case
        when
            c.start_known or p.started_on > p.care_started_on
            or coalesce(c.first_episode_reason in ('P', 'B', 'T', 'U'), false) then p.started_on
    end as started_on,
    least(
        p.ended_on, case when k.born_on + interval 18 year <= $as_at then (k.born_on + interval 18 year)::date end
    ) as ended_on,
    p.placement_type,
    p.placement_group,
    k.born_on
from main_placement p
inner join care_spell c on c.subject_id = p.subject_id and c.started_on = p.care_started_on
left join child_as_at k on k.subject_id = p.subject_id
where
    p.placement_group is distinct from 'Placed for adoption'
    and coalesce(k.born_on + interval 18 year > p.started_on, true)
