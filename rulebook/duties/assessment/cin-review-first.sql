/*---
id: cin-review-first
kind: duty
title: First review of a child in need plan
area: assessment
subject: child
force: local
number: local
source: >-
  Local practice standard: Working Together to Safeguard Children, 2023, chapter 3, asks for reviews and sets no number;
  the authority sets it
in_force: 2013-04-15..
reads: [cin_review_cycle]
owner: team manager
warn: 1 week
counts: days
settings:
  cin_first_review_weeks:
    value: 6
    basis: Heed's default until the authority sets its own; published practice goes up to 3 months
why: A plan made on first knowledge must be looked at again before months have gone by without change.
about: >-
  Each child in need plan is owed a first review within the authority's own number of weeks from the day it was
  shared, or from the day it began where no sharing is recorded. Where the plan ended by the due day nothing was owed;
  where it ended later the clock stops as missed. A review that fell due before the first collection year with any
  review of a child in need plan recorded cannot be told, nor can any where none is recorded; it is left out once the
  plan has ended.
---*/
with timed as (
    select
        *,
        opened_on + 7 * try_cast(setting('cin_first_review_weeks') as integer) as due_on
    from cin_review_cycle
    where number = 0
)

select
    subject_id,
    plan_id as occasion_id,
    opened_on as arose_on,
    case when whole then due_on end as due_on,
    case when whole then next_on end as met_on,
    case
        when next_on is not null or ended_on is null or not whole then null
        when ended_on <= due_on then 'Not owed: the plan ended first'
        else 'Missed: the plan ended without this review'
    end as excused
from timed
where whole or ended_on is null
