/*---
id: adopt-visit-weekly
kind: duty
title: Weekly visits to a child placed for adoption, until the first review
area: permanence and adoption
subject: child
force: law
number: law
source: >-
  Adoption Agencies Regulations 2005 (SI 2005/389), reg 36(4)
in_force: 2005-12-30..
reads: [adoption_visit_cycle]
owner: allocated_worker
warn: 2 days
harm: medium
harm_why: Strain in the new family may go unseen until the child has to move again.
gap_after: 1 month
counts: days
met_by: [care_visit, adoption_review]
rests_on: [episode]
per: subject
why: Placements break down in the first weeks more often than later, and a weekly visit sees it coming.
about: >-
  Each visit to a child in an adoptive placement starts a clock of seven days for the next, until the first review of
  the placement; after that the review itself says how often. Visits of the kind adoption and looked-after visits
  count, unless the child was recorded as not seen; several on one day are one, and a visit on the day of the first
  review still counts. Whether that review has been held can be told only where the records of visits and of adoption
  reviews reach back to the day the child moved in, so every clock arises on that day, and there is none for a
  placement in which the child lived when the child's records begin. Where the first review, the end of the placement
  or care or the 18th birthday came by the due day nothing was owed; where it came later without this visit it was
  missed. Until the first visit adopt-visit-first shows what is owed.
---*/
select
    subject_id,
    placement_id || '/' || opened_on as occasion_id,
    placed_on as arose_on,
    opened_on + 7 as due_on,
    next_on as met_on,
    stopped_on,
    stopped_how as stopped_why,
    case when next_on is not null and not reported then 'Visited; no written report recorded' end as detail
from adoption_visit_cycle
where number > 0 and placed_known
