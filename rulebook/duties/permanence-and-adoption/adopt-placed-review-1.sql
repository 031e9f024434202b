/*---
id: adopt-placed-review-1
kind: duty
title: First review within 4 weeks of moving in with adopters
area: permanence and adoption
subject: child
force: law
number: law
source: >-
  Adoption Agencies Regulations 2005 (SI 2005/389), reg 36(3)(a)
in_force: 2005-12-30..
reads: [adoption_review_cycle]
owner: reviewing officer
warn: 1 week
harm: medium
harm_why: A new family in difficulty may get no help, and the placement may break down.
gap_after: 3 months
counts: days
met_by: [adoption_review]
rests_on: [episode]
per: subject
why: The first weeks show what help a new family needs, while it is still easy to give.
about: >-
  Each placement with an adoptive family (A3 to A6) starts a clock of four weeks, 28 days; a stay in hospital or a
  change of type with the same family does not start another. A review held on the day of the placement is no first
  review. A review of the looked-after return in time meets it, but its absence there shows nothing, since a return
  need not hold adoption reviews. Where the child was adopted, the placement or care ended or the child turned 18 by
  the due day nothing was owed; where that came later without this review it was missed. It cannot be told of a
  placement in which the child lived when the child's records begin, which is left out once it is over or a review was
  held.
---*/
select
    subject_id,
    stage_id as occasion_id,
    opened_on as arose_on,
    case when known then opened_on + 28 end as due_on,
    next_on as met_on,
    stopped_on,
    stopped_how as stopped_why,
    case when not known then 'the day the child moved in' end as missing
from adoption_review_cycle
where stage = 'placed' and number = 0 and (known or least(next_on, stopped_on) is null)
