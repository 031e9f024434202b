/*---
id: placement_start
kind: view
title: Start of a placement that the Care Planning Regulations apply to
area: looked after
subject: child
reads: [main_placement, child_as_at]
per: subject
about: >-
  One row for each placement of a looked-after child, temporary moves and changes of terms with the same carer
  aside, that what must be written down or told at its start counts from. Placements for adoption (reg 3) and short
  breaks are left out. started_on is blank where the day it began is not known: the first known of a period of care
  whose own beginning is not known, opened by a change of legal status alone, or one of a child with a date that
  cannot be right. missing says which. ended_on is no later than the child's 18th birthday, and ended_by says in
  words which end it was.
---*/
with dated as (
    select
        p.*,
        k.born_on,
        case when k.born_on + interval 18 year <= $as_at then (k.born_on + interval 18 year)::date end as grown_on
    from main_placement p
    left join child_as_at k on k.subject_id = p.subject_id
    where
        p.care_started_on is not null and p.placement_group is distinct from 'Placed for adoption'
        and coalesce(k.born_on + interval 18 year > p.started_on, true)
)

select
    subject_id,
    subject_id || '/' || started_on as placement_id,
    care_started_on,
    started_on as known_from,
    case when start_known and dates_right then started_on end as started_on,
    dates_right,
    case
        when not dates_right then 'a date of an episode that cannot be right'
        when not start_known then 'the day the placement started'
    end as missing,
    least(ended_on, grown_on) as ended_on,
    case
        when ended_on <= coalesce(grown_on, ended_on) then 'the placement ended'
        when grown_on is not null then 'the child turned 18'
    end as ended_by,
    placement_type,
    placement_group,
    born_on
from dated
