/*---
id: adopt-auth-review-1
kind: duty
title: First review of a child who may be placed for adoption
area: permanence and adoption
subject: child
force: law
number: law
source: Adoption Agencies Regulations 2005, reg 36(1)(a)
in_force: 2005-12-30..
reads: [adoption_review_cycle]
owner: reviewing officer
warn: 3 weeks
counts: days
why: When no family has come forward after three months, somebody must ask why, and whether the plan still holds.
about: >-
  The court's placement (or freeing) order starts the clock: while the child is not placed, a review is owed within
  three months. A review of the looked-after return counts like an adoption review, since the return keeps them as
  one. Where the child was placed, the order or care ended or the child turned 18 by the due day nothing was owed;
  where that came later the clock stops as missed. Placement by consent, without an order, has no day in the records
  until the child moves in. An order older than the records, or due before the first collection year (from 1 April)
  with any review in it, cannot be told, and is left out once it is over.
---*/
with timed as (
    select
        *,
        (opened_on + interval 3 month)::date as due_on
    from adoption_review_cycle
    where stage = 'authorised' and after_order and number = 0
)

select
    subject_id,
    stage_id as occasion_id,
    opened_on as arose_on,
    case when whole then due_on end as due_on,
    case when whole then next_on end as met_on,
    case
        when next_on is not null or stopped_on is null then null
        when stopped_on <= due_on then 'Not owed: ' || stopped_how || ' first'
        else 'Missed: ' || stopped_how || ' without this review'
    end as excused
from timed
where whole or stopped_on is null
