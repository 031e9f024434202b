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
reads: [review_meeting, care_spell]
owner: allocated_worker
warn: 3 working days
why: An officer who reads the report at the door cannot question it.
about: >-
  From the day a review was arranged, the social worker's report is owed to the reviewing officer at least three
  working days before it, the day of the review not counted; it is due on the third working day before. The day is the
  planned one until the review is held, then the day it was held. Where no day of arranging is recorded the clock
  begins when the meeting was entered. A report received after that day but before the review is late; where the
  review was held without one it was missed. A planned day that passed with no review held, and another planned after
  it, is a review put off.
---*/
with meeting as (
    select
        m.subject_id,
        m.record_id,
        coalesce(m.date_set_on, least(m.recorded_at::date, m.planned_on)) as set_on,
        m.planned_on,
        case when m.held_on <= $as_at then m.held_on end as held_on,
        case when m.report_received_on <= $as_at then m.report_received_on end as report_received_on,
        lead(m.planned_on) over (partition by m.subject_id order by m.planned_on) as next_planned_on
    from review_meeting m
    where coalesce(m.date_set_on, least(m.recorded_at::date, m.planned_on)) <= $as_at
),

recorded as (
    select (date_trunc('year', min(report_received_on) - interval 3 month) + interval 3 month)::date as since_on
    from meeting
),

timed as (
    select
        m.*,
        c.ended_on as care_ended_on,
        coalesce(m.held_on, m.planned_on) as review_on,
        working_days_before(coalesce(m.held_on, m.planned_on), 3) as due_on
    from meeting m
    asof join care_spell c on c.subject_id = m.subject_id and c.started_on <= coalesce(m.held_on, m.planned_on)
    where c.ended_on is null or c.ended_on >= m.set_on
),

judged as (
    select
        t.*,
        case when t.report_received_on <= t.review_on then t.report_received_on end as met_on,
        coalesce(t.due_on < r.since_on, true) as before_records
    from timed t
    cross join recorded r
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
        when planned_on < $as_at and next_planned_on > planned_on then 'Not owed: the review was put off'
    end as excused
from judged
where not before_records or held_on is null and met_on is null and care_ended_on is null and planned_on >= $as_at
