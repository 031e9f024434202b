/*---
id: lac-visit-first
kind: duty
title: Looked-after child visited within a week of a placement
area: looked after
subject: child
force: law
number: law
source: Care Planning, Placement and Case Review (England) Regulations 2010, reg 28(2)(a)
in_force: 2011-04-01..
reads: [visiting_clock]
owner: allocated_worker
warn: 3 days
harm: high
harm_why: A child who is frightened or badly treated in a new home may have nobody to tell.
gap_after: 3 months
counts: days
met_by: [care_visit.seen|care_visit.seen_alone]
rests_on: [episode]
per: subject
why: The first week in a strange place is when a child most needs somebody to come and ask.
about: >-
  From the day each placement begins, a visit is owed within seven days; the first day itself is not counted, nor a
  visit made on it, since the record does not say whether it was before or after the move. A temporary move (T0 to T4)
  and coming back from it is no new placement, nor is one with the same carer. Living with parents under a care order
  and the arrangements of reg 19 and 24 have duties of their own. A visit counts where the child was seen; one at which
  the child was not seen alone (reg 29) says so. Where the placement ended by the due day nothing was owed; where it
  ended later without this visit, it was missed. Where the day a placement began is not known it cannot be told.
---*/
select
    subject_id,
    occasion_id,
    counted_from_on as arose_on,
    due_on,
    met_on,
    stopped_on,
    stopped_why,
    missing,
    detail
from visiting_clock
where rule = 'first visit'
