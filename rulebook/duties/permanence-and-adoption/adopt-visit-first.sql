/*---
id: adopt-visit-first
kind: duty
title: Visit within a week of moving in with adopters
area: permanence and adoption
subject: child
force: law
number: law
source: Adoption Agencies Regulations 2005, reg 36(4)
in_force: 2005-12-30..
reads: [adoption_visit_cycle]
owner: allocated_worker
warn: 3 days
counts: days
why: A child who has just moved to a new family must see a face that they know.
about: >-
  Each placement with an adoptive family starts a clock of seven days. Met by the first visit, of the kind adoption or
  a looked-after visit, on the day of the move or later, unless the child was recorded as not seen. The regulation
  also asks for a written report of the visit: the detail says where none is recorded, and the visit still counts.
  Where the child was adopted, the placement or care ended or the child turned 18 by the due day nothing was owed;
  where that came later the clock stops as missed. A placement older than the records, or due before the first
  collection year (from 1 April) with any visit recorded, cannot be told, and is left out once it is over.
---*/
with timed as (
    select
        *,
        opened_on + 7 as due_on
    from adoption_visit_cycle
    where number = 0
)

select
    subject_id,
    placement_id as occasion_id,
    opened_on as arose_on,
    case when whole then due_on end as due_on,
    case when whole then next_on end as met_on,
    case
        when next_on is not null or stopped_on is null then null
        when stopped_on <= due_on then 'Not owed: ' || stopped_how || ' first'
        else 'Missed: ' || stopped_how || ' without this visit'
    end as excused,
    case when next_on is not null and not reported then 'Visited; no written report recorded' end as detail
from timed
where whole or stopped_on is null
