/*---
id: cin-review-next
kind: duty
title: Later reviews of a child in need plan
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
warn: 2 weeks
harm: medium
harm_why: The child may get worse under a plan that all take to be working.
gap_after: 3 months
counts: days
met_by: [cin_review]
rests_on: [cin_plan]
recurs: true
per: subject
settings:
  cin_review_months:
    value: 3
    basis: Heed's default until the authority sets its own; published practice goes up to 6 months
why: Without a review a plan goes on because nobody ended it, and help that does not help is not changed.
about: >-
  After each review of a child in need plan that goes on, the next is owed within the authority's own number of months:
  one clock for each review, named after the review that began it. Three months from 30 November is the last day of
  February. Where the plan ended by the due day nothing more was owed; where it ended later without the review, it was
  missed.
---*/
select
    subject_id,
    plan_id || '/' || opened_on as occasion_id,
    opened_on as arose_on,
    (opened_on + to_months(try_cast(setting('cin_review_months') as integer)))::date as due_on,
    next_on as met_on,
    ended_on as stopped_on,
    case when ended_on is not null then 'the plan ended' end as stopped_why
from cin_review_cycle
where number > 0
