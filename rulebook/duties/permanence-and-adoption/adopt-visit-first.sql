/*---
id: adopt-visit-first
kind: duty
title: Visit within a week of moving in with adopters
area: permanence and adoption
subject: child
force: law
number: law
source: >-
  Adoption Agencies Regulations 2005 (SI 2005/389), reg 36(4)
in_force: 2005-12-30..
reads: [adoption_visit_cycle]
owner: allocated_worker
warn: 3 days
harm: high
harm_why: A child who is frightened or unhappy with new people may have nobody to tell.
gap_after: 2 months
counts: days
met_by: [care_visit]
rests_on: [episode]
per: subject
why: A child who has just moved to a new family must see a face that they know.
about: >-
  Each placement with an adoptive family starts a clock of seven days. Met by the first visit, of the kind adoption or
  a looked-after visit, on the day of the move or later, unless the child was recorded as not seen. The regulation
  also asks for a written report of the visit: the detail says where none is recorded, and the visit still counts.
  Where the child was adopted, the placement or care ended or the child turned 18 by the due day nothing was owed;
  where that came later without this visit it was missed. It cannot be told of a placement in which the child lived
  when the child's records begin, which is left out once it is over or the child was visited.
---*/
select
    subject_id,
    placement_id as occasion_id,
    opened_on as arose_on,
    case when placed_known then opened_on + 7 end as due_on,
    next_on as met_on,
    stopped_on,
    stopped_how as stopped_why,
    case when not placed_known then 'the day the child moved in' end as missing,
    case when next_on is not null and not reported then 'Visited; no written report recorded' end as detail
from adoption_visit_cycle
where number = 0 and (placed_known or least(next_on, stopped_on) is null)
