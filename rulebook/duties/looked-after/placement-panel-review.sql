/*---
id: placement-panel-review
kind: duty
title: Agency placement reviewed at the placement panel every six months
area: looked after
subject: child
force: local
number: local
source: >-
  Local: the placement panel’s own terms; no law sets the number
in_force: 2011-04-01..
reads: [placement_review_cycle]
owner: placement panel
warn: 1 month
harm: medium
harm_why: The child may stay on in a place that does them no good.
gap_after: 6 months
counts: days
met_by: [placement_review]
rests_on: [episode]
recurs: true
per: subject
settings:
  panel_review_months:
    value: 6
    basis: Heed's default until the authority sets its own
why: A costly placement should show what the child has gained from it.
about: >-
  From the start of a placement with a private or voluntary provider (PR4 or PR5), and from each panel review, a
  further review of the child's progress there is owed within the authority's own number of months; a month ends on
  the last day of a shorter one. Costly placements of the authority's own are not asked about. Where the placement
  ended, or the child turned 18, by the due day nothing more was owed; later, it was missed.
---*/
select
    subject_id,
    placement_id || '/' || opened_on as occasion_id,
    opened_on as arose_on,
    case when missing is null then (opened_on + try_cast(setting('panel_review_months') as integer) * interval 1 month)::date end as due_on,
    next_on as met_on,
    ended_on as stopped_on,
    ended_by as stopped_why,
    missing
from placement_review_cycle
where kind = 'panel' and provider in ('PR4', 'PR5')
