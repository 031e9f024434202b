/*---
id: distance-20-review
kind: duty
title: Placement over 20 miles from home reviewed every three months
area: looked after
subject: child
force: commitment
number: local
source: >-
  Local: Ofsted’s 2015 finding that children placed over 20 miles away were not looked at together, and the
  authority’s answer to it; no law sets the number
in_force: 2011-04-01..
reads: [placement_review_cycle]
owner: placement panel
warn: 1 month
counts: days
settings:
  distance_review_months:
    value: 3
    basis: Heed's default until the authority sets its own
why: A child far from home is seen by fewer people who would notice that something is wrong.
about: >-
  From the start of a placement more than 20 miles from home, the distance of the looked-after statistics, and from
  each distance review a further review of health, education, contact and visits is owed within the authority's own
  number of months; a month ends on the last day of a shorter one. Placements with parents, relatives or friends and
  for adoption are left out, and so is a placement whose distance is not recorded. Where the placement ended, or the
  child turned 18, by the due day nothing more was owed; later, the clock stops as missed.
---*/
with timed as (
    select
        *,
        (opened_on + try_cast(setting('distance_review_months') as integer) * interval 1 month)::date as due_on
    from placement_review_cycle
    where kind = 'distance' and distance_miles > 20 and placement_type not in ('P1', 'U1', 'U2', 'U3')
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
