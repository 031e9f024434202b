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
  IRO Handbook (statutory guidance for independent reviewing officers and local authorities), DCSF, March 2010, chapter 3
  (reviews); paragraph not checked
reads: [review_meeting]
claims:
  - unit: "%"
    said_by: Ofsted, inspection of Lambeth children's services, May 2015
    about: some reports did not come in time for the officers to prepare, no number given
    authority: 208
    period: not stated
    definition: not stated
    same_definition: false
why: An officer who reads the report at the table cannot have spoken with the child about it.
about: >-
  Reviews recorded as meetings and held in the 12 months to the day; counted if the report had been received three working days
  before, the day of the review not counted. Left out where the review was held before the first collection year (from 1 April) with
  any report recorded.
---*/
with held as (
    select
        subject_id,
        record_id,
        held_on,
        case when report_received_on <= $as_at then report_received_on end as report_received_on
    from review_meeting
    where held_on <= $as_at
),

recorded as (
    select (date_trunc('year', min(report_received_on) - interval 3 month) + interval 3 month)::date as since_on
    from held
)

select
    h.subject_id,
    h.record_id as occasion_id,
    h.held_on as on_date,
    case
        when h.held_on >= r.since_on then coalesce(h.report_received_on <= working_days_before(h.held_on, 3), false)
    end as counted,
    case when coalesce(h.held_on < r.since_on, true) then 'no reports were recorded yet' end as left_out
from held h
cross join recorded r
