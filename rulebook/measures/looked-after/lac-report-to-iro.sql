/*---
id: lac-report-to-iro
kind: measure
title: Social workers' reports with the reviewing officer 3 working days before the review
area: looked after
subject: child
statistic: share
period: 12 months
polarity: higher
unit: "%"
force: statutory guidance
number: statutory guidance
source: >-
  IRO Handbook (statutory guidance for independent reviewing officers and local authorities), DCSF, March 2010,
  chapter 3, not confirmed; paragraph not checked; three days were read in a summary of it, which does not say
  working days and does not name the report
reads: [review_meeting]
rests_on: [review_meeting.report_received_on]
per: subject
claims:
  - unit: "%"
    said_by: Ofsted, inspection of Lambeth children's services, May 2015
    about: some reports did not come in time for the officers to prepare, no number given
    authority: 208
    period: not stated
    definition: not stated
    same_definition: false
duties: [lac-sw-report]
counts: working days
row: one review, on the day it was held
counted: had the report three working days before
not_counted: did not have the report three working days before
why: An officer who reads the report at the table cannot have spoken with the child about it.
about: >-
  Reviews recorded as meetings and held in the 12 months to the day; counted if the report had been received three
  working days before, the day of the review not counted.
---*/
select
    subject_id,
    record_id as occasion_id,
    held_on as on_date,
    working_days_before(held_on, 3) as due_on,
    case when report_received_on <= $as_at then report_received_on end as met_on,
    coalesce(report_received_on <= least(working_days_before(held_on, 3), $as_at::date), false) as counted
from review_meeting
where held_on <= $as_at
