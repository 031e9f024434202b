/*---
id: adopt-placed-review-1
kind: duty
title: First review within 4 weeks of moving in with adopters
area: permanence and adoption
subject: child
force: law
number: law
source: Adoption Agencies Regulations 2005, reg 36(3)(a)
in_force: 2005-12-30..
reads: [adoption_review_cycle]
owner: reviewing officer
warn: 1 week
counts: days
why: The first weeks show what help a new family needs, while it is still easy to give.
about: >-
  Each placement with an adoptive family (A3 to A6) starts a clock of four weeks, 28 days; a stay in hospital or a change
  of type with the same family does not start another. A review held on the day of the placement is no first review. A
  review of the looked-after return in time meets it, but its absence there shows nothing, since a return need not hold
  adoption reviews. Where the child was adopted, the placement or care ended or the child turned 18 by the due day
  nothing was owed; where that came later the clock stops as missed. A placement older than the records, or due before
  the first collection year (from 1 April) with any adoption review recorded, cannot be told unless it was met, and is
  left out once it is over.
---*/
with timed as (
    select
        *,
        opened_on + 28 as due_on
    from adoption_review_cycle
    where stage = 'placed' and number = 0
),

judged as (
    select
        *,
        whole or known and coalesce(next_on <= due_on, false) as told
    from timed
)

select
    subject_id,
    stage_id as occasion_id,
    opened_on as arose_on,
    case when told then due_on end as due_on,
    case when told then next_on end as met_on,
    case
        when next_on is not null or stopped_on is null then null
        when stopped_on <= due_on then 'Not owed: ' || stopped_how || ' first'
        else 'Missed: ' || stopped_how || ' without this review'
    end as excused
from judged
where told or stopped_on is null
