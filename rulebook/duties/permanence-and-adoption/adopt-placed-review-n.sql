/*---
id: adopt-placed-review-n
kind: duty
title: Later reviews in an adoptive placement every 6 months
area: permanence and adoption
subject: child
force: law
number: law
source: >-
  Adoption Agencies Regulations 2005 (SI 2005/389), reg 36(3)(c)
in_force: 2005-12-30..
reads: [adoption_review_cycle]
owner: reviewing officer
warn: 4 weeks
harm: medium
harm_why: What keeps the child from being adopted may go unasked, and the family go without help.
gap_after: 6 months
counts: days
met_by: [adoption_review]
rests_on: [episode]
recurs: true
per: subject
why: Until the court makes the order the child is still looked after, however settled the family.
about: >-
  After the second review of an adoptive placement, and after each one that follows, the next is owed within six
  months, until the adoption order: one clock for each review. Six months from 31 August is the last day of February.
  The first review known starts such a clock too where it need not be the first held: where the child lived in the
  placement when the child's records begin, or where it came after the day by which the second was owed. A review of
  the looked-after return counts like an adoption review. Where the child was adopted, the placement or care ended or
  the child turned 18 by the due day nothing was owed; where that came later without this review it was missed.
---*/
select
    subject_id,
    stage_id || '/' || opened_on as occasion_id,
    opened_on as arose_on,
    (opened_on + interval 6 month)::date as due_on,
    next_on as met_on,
    stopped_on,
    stopped_how as stopped_why
from adoption_review_cycle
where
    stage = 'placed'
    and (number > 1 or number = 1 and (not known or opened_on > started_on + 28 + interval 3 month))
