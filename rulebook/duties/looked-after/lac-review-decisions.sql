/*---
id: lac-review-decisions
kind: duty
title: Decisions of a looked-after review sent out within 5 working days
area: looked after
subject: child
force: statutory guidance
number: statutory guidance
source: >-
  IRO Handbook (statutory guidance for independent reviewing officers and local authorities), DCSF, March 2010,
  chapter 3; paragraph not checked
in_force: 2011-04-01..
reads: [review_held]
owner: reviewing officer
warn: 2 working days
why: Nobody can carry out a decision they have not been told.
about: >-
  From the day a review was held, what it decided is owed in writing to the manager responsible within five working
  days. The Handbook says this of the reviewing officer's written decisions or recommendations; it was not at hand
  when this was written. Reviews told of by the looked-after return count even where no papers are kept. Where the
  next review was held or care ended before that, the clock stops: as missed where it was after the due day.
---*/
with recorded as (
    select (date_trunc('year', min(decisions_sent_on) - interval 3 month) + interval 3 month)::date as since_on
    from review_held
),

timed as (
    select
        *,
        working_days_after(held_on, 5) as due_on
    from review_held
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
    held_on as arose_on,
    case when not before_records then due_on end as due_on,
    decisions_sent_on as met_on,
    case
        when decisions_sent_on is not null or closed_on is null or before_records then null
        when closed_on <= due_on and care_ended then 'Not owed: care ended first'
        when closed_on <= due_on then 'Not owed: the next review was held first'
        when care_ended then 'Missed: care ended before they were sent out'
        else 'Missed: the next review was held before they were sent out'
    end as excused
from judged
where not before_records or closed_on is null and decisions_sent_on is null
