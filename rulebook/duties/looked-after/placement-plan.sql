/*---
id: placement-plan
kind: duty
title: Placement plan prepared and signed within 5 working days
area: looked after
subject: child
force: law
number: law
source: Care Planning, Placement and Case Review (England) Regulations 2010, reg 9(1) to (3)
in_force: 2011-04-01..
reads: [placement_paper]
owner: allocated_worker
warn: 1 working day
harm: medium
harm_why: A carer may not know of an allergy, a fear or a person the child must not meet.
gap_after: 6 months
counts: working days
met_by: [placement_plan.signed_on]
rests_on: [episode]
per: subject
why: Carers cannot care well for a child they have been told nothing about.
about: >-
  A placement plan should be agreed before a child is placed; where it could not be, it is owed within five working
  days of the start. The regulation counts the preparing and asks for the carer's signature without a day of its
  own; the signature is taken, being the day both are known to be done. A temporary move, or new terms with the same
  carer, is no new placement. Placements for adoption are left out (reg 3). For placements that began between 24
  April and 24 September 2020 the regulation said only as soon as practicable (SI 2020/445), so no day can be told.
  Where the placement ended by the due day nothing was owed; where it ended later without it, it was missed.
---*/
select
    subject_id,
    placement_id as occasion_id,
    opened_on as arose_on,
    due_on,
    met_on,
    stopped_on,
    stopped_why,
    missing
from placement_paper
where paper = 'placement plan'
