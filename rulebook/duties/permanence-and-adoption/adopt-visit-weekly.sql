/*---
id: adopt-visit-weekly
kind: duty
title: Weekly visits to a child placed for adoption, until the first review
area: permanence and adoption
subject: child
force: law
number: law
source: Adoption Agencies Regulations 2005, reg 36(4)
in_force: 2005-12-30..
reads: [adoption_visit_cycle]
owner: allocated_worker
warn: 2 days
counts: days
why: Placements break down in the first weeks more often than later, and a weekly visit sees it coming.
about: >-
  Each visit to a child in an adoptive placement starts a clock of seven days for the next, until the first review of
  the placement; after that the review itself says how often. Visits of the kind adoption and looked-after visits
  count, unless the child was recorded as not seen; several on one day are one, and a visit on the day of the first
  review still counts. Where the first review, the end of the placement or care or the 18th birthday came by the due
  day nothing was owed; where it came later the clock stops as missed. Until the first visit adopt-visit-first shows
  what is owed.
---*/
with timed as (
    select
        *,
        opened_on + 7 as due_on
    from adoption_visit_cycle
    where number > 0
)

select
    subject_id,
    placement_id || '/' || opened_on as occasion_id,
    opened_on as arose_on,
    due_on,
    next_on as met_on,
    case
        when next_on is not null or stopped_on is null then null
        when stopped_on <= due_on then 'Not owed: ' || stopped_how || ' first'
        else 'Missed: ' || stopped_how || ' without this visit'
    end as excused,
    case when next_on is not null and not reported then 'Visited; no written report recorded' end as detail
from timed
