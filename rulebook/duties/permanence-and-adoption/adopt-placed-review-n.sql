/*---
id: adopt-placed-review-n
kind: duty
title: Later reviews in an adoptive placement every 6 months
area: permanence and adoption
subject: child
force: law
number: law
source: Adoption Agencies Regulations 2005, reg 36(3)(c)
in_force: 2005-12-30..
reads: [adoption_review_cycle]
owner: reviewing officer
warn: 4 weeks
counts: days
why: Until the court makes the order the child is still looked after, however settled the family.
about: >-
  After the second review of an adoptive placement, and after each one that follows, the next is owed within six
  months, until the adoption order: one clock for each review. Six months from 31 August is the last day of February.
  Where the first reviews of the placement are not recorded, every review known starts such a clock. A review of the
  looked-after return counts like an adoption review. Where the child was adopted, the placement or care ended or the
  child turned 18 by the due day nothing was owed; where that came later the clock stops as missed.
---*/
with timed as (
    select
        *,
        (opened_on + interval 6 month)::date as due_on
    from adoption_review_cycle
    where stage = 'placed' and (number > 1 or number = 1 and not whole)
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
