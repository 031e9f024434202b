/*---
id: rcpc-first
kind: duty
title: First review conference within 3 months
area: child protection
subject: child
force: statutory guidance
number: statutory guidance
source: >-
  Working Together to Safeguard Children, HM Government, 2023, chapter 3, pages 97 and 98, "Child protection review
  conference" (the same in earlier editions, from memory; the 2026 edition could not be read)
in_force: 2013-04-15..
reads: [cp_review_cycle]
owner: conference chair
warn: 3 weeks
harm: medium
harm_why: A plan that leaves the child at risk may go on because nobody has tested it.
gap_after: 6 months
counts: days
met_by: [cp_review]
rests_on: [cp_plan]
per: subject
why: A first plan is made on what little is known; three months on it must be tested against how the child is doing.
about: >-
  Each child protection plan is owed a first review conference within three months of the initial conference; the day
  the plan began stands for that conference (CIN census rule 2885 holds the two together). Three months from the 30th or
  31st is the last day of a shorter month. Where the plan ended by the due day without a review nothing was owed; where
  it ended later without one, it was missed.
---*/
select
    subject_id,
    plan_id as occasion_id,
    opened_on as arose_on,
    (opened_on + interval 3 month)::date as due_on,
    next_on as met_on,
    ended_on as stopped_on,
    case when ended_on is not null then 'the plan ended' end as stopped_why
from cp_review_cycle
where number = 0
