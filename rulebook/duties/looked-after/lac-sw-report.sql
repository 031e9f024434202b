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
  chapter 3, not confirmed; paragraph not checked; three days were read in a summary of it, which does not say
  working days and does not name the report
in_force: 2011-04-01..
reads: [review_arranged]
owner: allocated_worker
warn: 3 working days
harm: medium
harm_why: The review may decide about the child on a report that nobody had time to check.
gap_after: 1 month
counts: working days
met_by: [review_meeting.report_received_on]
rests_on: [review_meeting, episode]
per: subject
why: An officer who reads the report at the door cannot question it.
about: >-
  From the day a review was arranged, the social worker's report is owed to the reviewing officer at least three
  working days before it, the day of the review not counted; it is due on the third working day before. The day is
  the planned one until the review is held, then the day it was held. Where no day of arranging is recorded the
  clock begins when the meeting was entered. A report received after that day but before the review is late; where
  the review was held without one it was missed. A planned day that passed with no review held, and another planned
  after it, is a review put off.
---*/
with timed as (
    select
        *,
        case when dates_right then working_days_before(review_on, 3) end as due_on,
        case when report_received_on <= review_on then report_received_on end as met_on
    from review_arranged
)

select
    subject_id,
    record_id as occasion_id,
    set_on as arose_on,
    due_on,
    met_on,
    stopped_on,
    stopped_why,
    case when due_on is null then 'a date of an episode that cannot be right' end as missing
from timed
where due_on is not null or met_on is null and stopped_why is null
