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
counts: days
settings:
  panel_review_months:
    value: 6
    basis: Heed's default until the authority sets its own
why: A costly placement should show what the child has gained from it.
about: >-
  From the start of a placement with a private or voluntary provider (PR4 or PR5), and from each panel review, a
  further review of the child's progress there is owed within the authority's own number of months; a month ends on
  the last day of a shorter one. Costly placements of the authority's own are not asked about. Where the placement
  ended, or the child turned 18, by the due day nothing more was owed; later, the clock stops as missed.
---*/
with timed as (
    select
        *,
        (opened_on + try_cast(setting('panel_review_months') as integer) * interval 1 month)::date as due_on
    from placement_review_cycle
    where kind = 'panel' and provider in ('PR4', 'PR5')
),

judged as (
    select
        *,
        next_on as met_on,
        coalesce(not opening_known or due_on < since_on, true) as before_records
    from timed
)

select
    subject_id,
    placement_id || '/' || opened_on as occasion_id,
    opened_on as arose_on,
    case when not before_records then due_on end as due_on,
    met_on,
    case
        when met_on is not null or before_records then null
        when ended_on <= due_on then 'Not owed: the placement ended first'
        when ended_on is not null then 'Missed: the placement ended without this review'
    end as excused
from judged
where not before_records or ended_on is null and met_on is null
