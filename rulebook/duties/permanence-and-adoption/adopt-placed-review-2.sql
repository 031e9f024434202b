/*---
id: adopt-placed-review-2
kind: duty
title: Second review in an adoptive placement within 3 months of the first
area: permanence and adoption
subject: child
force: law
number: law
source: >-
  Adoption Agencies Regulations 2005 (SI 2005/389), reg 36(3)(b)
in_force: 2005-12-30..
reads: [adoption_review_cycle]
owner: reviewing officer
warn: 3 weeks
harm: medium
harm_why: Doubts in the new family may grow unspoken, and the child wait longer to be adopted.
gap_after: 6 months
counts: days
met_by: [adoption_review]
rests_on: [episode]
per: subject
why: By now the family is deciding whether to ask the court for the order, and should be asked how it goes.
about: >-
  Once the first review of an adoptive placement was held, the second is owed within three months of it; three months
  from 30 November is the last day of February. Until the first is held there is no clock here: adopt-placed-review-1
  shows it. Which review was the first can be told only where the records of reviews reach back to the day the child
  moved in, so the clock arises on that day; of a placement in which the child lived when the child's records begin
  every review known counts as a later one. A review of the looked-after return counts like an adoption review. Where
  the child was adopted, the placement or care ended or the child turned 18 by the due day nothing was owed; where
  that came later without this review it was missed.
---*/
select
    subject_id,
    stage_id as occasion_id,
    started_on as arose_on,
    (opened_on + interval 3 month)::date as due_on,
    next_on as met_on,
    stopped_on,
    stopped_how as stopped_why
from adoption_review_cycle
where stage = 'placed' and number = 1 and known
