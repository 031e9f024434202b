/*---
id: adopt-auth-review-1
kind: duty
title: First review of a child who may be placed for adoption
area: permanence and adoption
subject: child
force: law
number: law
source: >-
  Adoption Agencies Regulations 2005 (SI 2005/389), reg 36(1)(a)
in_force: 2005-12-30..
reads: [adoption_review_cycle]
owner: reviewing officer
warn: 3 weeks
harm: medium
harm_why: The child may go on waiting for a family, with nothing tried differently.
gap_after: 6 months
counts: days
met_by: [review]
rests_on: [episode]
per: subject
why: When no family has come forward after three months, somebody must ask why, and whether the plan still holds.
about: >-
  The court's placement (or freeing) order starts the clock: while the child is not placed, a review is owed within
  three months. A review of the looked-after return counts like an adoption review, since the return keeps them as
  one. Where the child was placed, the order or care ended or the child turned 18 by the due day nothing was owed;
  where that came later without this review it was missed. Placement by consent, without an order, has no day in the
  records until the child moves in. It cannot be told of an order that was in force when the child's records begin,
  which is left out once it is over or a review was held.
---*/
select
    subject_id,
    stage_id as occasion_id,
    opened_on as arose_on,
    case when known then (opened_on + interval 3 month)::date end as due_on,
    next_on as met_on,
    stopped_on,
    stopped_how as stopped_why,
    case when not known then 'the day of the placement order' end as missing
from adoption_review_cycle
where stage = 'authorised' and after_order and number = 0 and (known or least(next_on, stopped_on) is null)
