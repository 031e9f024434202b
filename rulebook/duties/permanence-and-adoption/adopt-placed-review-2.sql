/*---
id: adopt-placed-review-2
kind: duty
title: Second review in an adoptive placement within 3 months of the first
area: permanence and adoption
subject: child
force: law
number: law
source: Adoption Agencies Regulations 2005, reg 36(3)(b)
in_force: 2005-12-30..
reads: [adoption_review_cycle]
owner: reviewing officer
warn: 3 weeks
counts: days
why: By now the family is deciding whether to ask the court for the order, and should be asked how it goes.
about: >-
  Once the first review of an adoptive placement was held, the second is owed within three months of it; three months
  from 30 November is the last day of February. Until the first is held there is no clock here: adopt-placed-review-1
  shows it. Nor is there one where the first review known need not be the first held; its follower then counts as a
  later one. A review of the looked-after return counts like an adoption review. Where the child was adopted, the
  placement or care ended or the child turned 18 by the due day nothing was owed; where that came later the clock
  stops as missed.
---*/
with timed as (
    select
        *,
        (opened_on + interval 3 month)::date as due_on
    from adoption_review_cycle
    where stage = 'placed' and number = 1 and whole
)

select
    subject_id,
    stage_id as occasion_id,
    opened_on as arose_on,
    due_on,
    next_on as met_on,
    case
        when next_on is not null or stopped_on is null then null
        when stopped_on <= due_on then 'Not owed: ' || stopped_how || ' first'
        else 'Missed: ' || stopped_how || ' without this review'
    end as excused
from timed
