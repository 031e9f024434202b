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
harm: medium
harm_why: The child may lose touch with family, or be unhappy there, without anybody acting on it.
gap_after: 3 months
counts: days
met_by: [placement_review]
rests_on: [episode]
recurs: true
per: subject
settings:
  distance_review_months:
    value: 3
    basis: Heed's default until the authority sets its own
why: A child far from home is seen by fewer people who would notice that something is wrong.
about: >-
  From the start of a placement more than 20 miles from home, the distance of the looked-after statistics, and from
  each distance review a further review of health, education, contact and visits is owed within the authority's own
  number of months; a month ends on the last day of a shorter one. Placements with parents, relatives or friends and
  for adoption are left out, and so is one whose distance is not recorded or whose kind is not known. Where the placement ended, or the
  child turned 18, by the due day nothing more was owed; later, it was missed.
---*/
select
    subject_id,
    placement_id || '/' || opened_on as occasion_id,
    opened_on as arose_on,
    case when missing is null then (opened_on + try_cast(setting('distance_review_months') as integer) * interval 1 month)::date end as due_on,
    next_on as met_on,
    ended_on as stopped_on,
    ended_by as stopped_why,
    missing
from placement_review_cycle
where kind = 'distance' and distance_miles > 20 and placement_type not in ('P1', 'U1', 'U2', 'U3')
    and known_code('placement-type', placement_type)
