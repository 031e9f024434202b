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
harm: medium
harm_why: Help that does not suit the child may run on, and what is lacking may not be added.
gap_after: 3 months
counts: days
met_by: [cin_review]
rests_on: [cin_plan]
per: subject
settings:
  cin_first_review_weeks:
    value: 6
    basis: Heed's default until the authority sets its own; published practice goes up to 3 months
why: A plan made on first knowledge must be looked at again before months have gone by without change.
about: >-
  Each child in need plan is owed a first review within the authority's own number of weeks from the day it was shared,
  or from the day it began where no sharing is recorded. Where the plan ended by the due day nothing was owed; where it
  ended later without a review, it was missed.
---*/
select
    subject_id,
    plan_id as occasion_id,
    opened_on as arose_on,
    opened_on + 7 * try_cast(setting('cin_first_review_weeks') as integer) as due_on,
    next_on as met_on,
    ended_on as stopped_on,
    case when ended_on is not null then 'the plan ended' end as stopped_why
from cin_review_cycle
where number = 0
