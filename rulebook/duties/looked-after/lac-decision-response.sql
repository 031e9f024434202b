/*---
id: lac-decision-response
kind: duty
title: Manager answers the decisions of a looked-after review within 5 working days
area: looked after
subject: child
force: statutory guidance
number: statutory guidance
source: >-
  IRO Handbook (statutory guidance for independent reviewing officers and local authorities), DCSF, March 2010,
  chapter 3; paragraph not checked
in_force: 2011-04-01..
reads: [review_held]
owner: team manager
warn: 2 working days
why: A decision that no manager has taken up is only a wish.
about: >-
  From the day the decisions of a review were sent out, the manager's answer, accepting or challenging them, is owed
  within five working days. The Handbook is cited from memory and its paragraph not checked: look before relying on
  the number. Reviews whose decisions were not sent out have no clock here; the duty lac-review-decisions shows them.
  Where the next review was held or care ended before the answer, the clock stops: as missed where it was after the
  due day.
---*/
with recorded as (
    select (date_trunc('year', min(manager_answered_on) - interval 3 month) + interval 3 month)::date as since_on
    from review_held
),

timed as (
    select
        *,
        working_days_after(decisions_sent_on, 5) as due_on
    from review_held
    where decisions_sent_on is not null
),

judged as (
    select
        t.*,
        coalesce(t.due_on < r.since_on, true) as before_records
    from timed t
    cross join recorded r
)

select
    subject_id,
    review_id as occasion_id,
    decisions_sent_on as arose_on,
    case when not before_records then due_on end as due_on,
    manager_answered_on as met_on,
    case
        when manager_answered_on is not null or closed_on is null or before_records then null
        when closed_on <= due_on and care_ended then 'Not owed: care ended first'
        when closed_on <= due_on then 'Not owed: the next review was held first'
        when care_ended then 'Missed: care ended before the answer'
        else 'Missed: the next review was held before the answer'
    end as excused
from judged
where not before_records or closed_on is null and manager_answered_on is null
