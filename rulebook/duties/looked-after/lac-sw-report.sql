/*---
id: lac-sw-report
kind: duty
title: Social worker’s report with the reviewing officer 3 working days before a review
area: looked after
subject: child
force: statutory guidance
number: statutory guidance
source: >-
  IRO Handbook (statutory guidance for independent reviewing officers and local authorities), DCSF, March 2010,
  chapter 3; paragraph not checked
in_force: 2011-04-01..
reads: [review_arranged]
owner: allocated_worker
warn: 3 working days
counts: working days
why: An officer who reads the report at the door cannot question it.
about: >-
  From the day a review was arranged, the social worker's report is owed to the reviewing officer at least three
  working days before it, the day of the review not counted; it is due on the third working day before. The day is the
  planned one until the review is held, then the day it was held. Where no day of arranging is recorded the clock
  begins when the meeting was entered. A report received after that day but before the review is late; where the
  review was held without one it was missed. A planned day that passed with no review held, and another planned after
  it, is a review put off.
---*/
with timed as (
    select
        *,
        working_days_before(review_on, 3) as due_on,
        case when report_received_on <= review_on then report_received_on end as met_on
    from review_arranged
),

judged as (
    select
        *,
        coalesce(due_on < reports_since_on, true) as before_records
    from timed
)

select
    subject_id,
    record_id as occasion_id,
    set_on as arose_on,
    case when not before_records then due_on end as due_on,
    met_on,
    case
        when met_on is not null or before_records then null
        when held_on is not null then 'Missed: the review was held without it'
        when care_ended_on <= due_on then 'Not owed: care ended first'
        when care_ended_on is not null then 'Missed: care ended without it'
        when put_off then 'Not owed: the review was put off'
    end as excused
from judged
where not before_records or ahead and met_on is null
