/*---
id: adopt-auth-review-n
kind: duty
title: Later reviews of a child who may be placed for adoption
area: permanence and adoption
subject: child
force: law
number: law
source: Adoption Agencies Regulations 2005, reg 36(1)(b)
in_force: 2005-12-30..
reads: [adoption_review_cycle]
owner: reviewing officer
warn: 4 weeks
counts: days
why: A child who has waited this long must not be forgotten between one review and the next.
about: >-
  Each review held while the child may be placed for adoption but is not, starts a clock for the next, within six
  months. Where an adoptive placement ended without adoption and the order stands, a clock runs again, from the last
  review before. Six months from 31 August is the last day of February. A review of the looked-after return counts
  like an adoption review. Where the child was placed, the order or care ended or the child turned 18 by the due day
  nothing was owed; where that came later the clock stops as missed. The earlier review that reg 36 asks for when a
  placement breaks down is not judged here.
---*/
with timed as (
    select
        *,
        (counted_from_on + interval 6 month)::date as due_on
    from adoption_review_cycle
    where stage = 'authorised' and (number > 0 or not after_order)
)

select
    subject_id,
    stage_id || '/' || opened_on as occasion_id,
    opened_on as arose_on,
    due_on,
    next_on as met_on,
    case
        when next_on is not null or stopped_on is null then null
        when stopped_on <= due_on then 'Not owed: ' || stopped_how || ' first'
        else 'Missed: ' || stopped_how || ' without this review'
    end as excused
from timed
