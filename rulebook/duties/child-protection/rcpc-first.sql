/*---
id: rcpc-first
kind: duty
title: First review conference within 3 months
area: child protection
subject: child
force: statutory guidance
number: statutory guidance
source: >-
  Working Together to Safeguard Children, HM Government, 2013 and later editions (2023, chapter 3), from memory;
  paragraph not checked
in_force: 2013-04-15..
reads: [cp_review_cycle]
owner: conference chair
warn: 3 weeks
counts: days
why: A first plan is made on what little is known; three months on it must be tested against how the child is doing.
about: >-
  Each child protection plan is owed a first review conference within three months of the initial conference; the day
  the plan began stands for that conference (CIN census rule 2885 holds the two together). Three months from the 30th
  or 31st is the last day of a shorter month. Where the plan ended by the due day without a review nothing was owed;
  where it ended later the clock stops as missed. A first review that fell due before the first collection year with
  any review conference in it cannot be told.
---*/
with timed as (
    select
        *,
        (opened_on + interval 3 month)::date as due_on
    from cp_review_cycle
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
    end as excused,
    case when not whole then 'Reviews from before that year are not recorded' end as detail
from timed
