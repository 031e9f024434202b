/*---
id: adopt-auth-review-n
kind: duty
title: Later reviews of a child who may be placed for adoption
area: permanence and adoption
subject: child
force: law
number: law
source: >-
  Adoption Agencies Regulations 2005 (SI 2005/389), reg 36(1)(b)
in_force: 2005-12-30..
reads: [adoption_review_cycle]
owner: reviewing officer
warn: 4 weeks
harm: medium
harm_why: The child may wait on for a family under a plan that no longer fits.
gap_after: 6 months
counts: days
met_by: [review]
rests_on: [episode]
recurs: true
per: subject
why: A child who has waited this long must not be forgotten between one review and the next.
about: >-
  Each review held while the child may be placed for adoption but is not, starts a clock for the next, within six
  months. Where an adoptive placement ended without adoption and the order stands, a clock runs again, from the last
  review before. Six months from 31 August is the last day of February. A review of the looked-after return counts
  like an adoption review. Where the child was placed, the order or care ended or the child turned 18 by the due day
  nothing was owed; where that came later without this review it was missed. The earlier review that reg 36 asks for
  when a placement breaks down is not judged here.
---*/
select
    subject_id,
    stage_id || '/' || opened_on as occasion_id,
    counted_from_on as arose_on,
    (counted_from_on + interval 6 month)::date as due_on,
    next_on as met_on,
    stopped_on,
    stopped_how as stopped_why
from adoption_review_cycle
where stage = 'authorised' and (number > 0 or not after_order)
