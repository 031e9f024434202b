/*---
id: review_arranged
kind: view
title: Looked-after review as arranged, and what came of it
area: looked after
subject: child
reads: [review_meeting, care_spell]
about: >-
  One row for each looked-after review with papers that had been arranged by the day for a child in care; what was
  recorded of it after the day is blank. set_on is the day it was arranged; where none is recorded, the day the meeting
  was entered, but no later than the day it is planned for. review_on is the day it was held or, until then, the
  planned one; last_planned_on is the planned day of the child's review before. care_ended_on is the end of the period
  of care it belongs to. put_off says that it was not held and that another was planned for a later day once its own
  had passed; ahead, that its day is still to come and care goes on. reports_since_on and talks_since_on are the start
  of the first collection year (from 1 April) with any report received, or any talk of the reviewing officer with a
  child, recorded in the whole authority; blank where there is none.
---*/
with meeting as (
    select
        subject_id,
        record_id,
        coalesce(date_set_on, least(recorded_at::date, planned_on)) as set_on,
        planned_on,
        case when held_on <= $as_at then held_on end as held_on,
        case when held_on <= $as_at then held_on else planned_on end as review_on,
        case when report_received_on <= $as_at then report_received_on end as report_received_on,
        case when officer_met_child_on <= $as_at then officer_met_child_on end as officer_met_child_on,
        coalesce(child_refused, false) as child_refused,
        lead(planned_on) over (partition by subject_id order by planned_on) as next_planned_on,
        lag(planned_on) over (partition by subject_id order by planned_on) as last_planned_on
    from review_meeting
    where coalesce(date_set_on, least(recorded_at::date, planned_on)) <= $as_at
),

recorded as (
    select
        (date_trunc('year', min(report_received_on) - interval 3 month) + interval 3 month)::date as reports_since_on,
        (date_trunc('year', min(officer_met_child_on) - interval 3 month) + interval 3 month)::date as talks_since_on
    from meeting
)

select
    m.subject_id,
    m.record_id,
    m.set_on,
    m.planned_on,
    m.held_on,
    m.review_on,
    m.last_planned_on,
    c.ended_on as care_ended_on,
    m.held_on is null and m.planned_on < $as_at and coalesce(m.next_planned_on > m.planned_on, false) as put_off,
    m.held_on is null and c.ended_on is null and m.planned_on >= $as_at as ahead,
    m.report_received_on,
    m.officer_met_child_on,
    m.child_refused,
    r.reports_since_on,
    r.talks_since_on
from meeting m
asof join care_spell c on c.subject_id = m.subject_id and c.started_on <= m.review_on
cross join recorded r
where coalesce(c.ended_on, date '9999-12-31') >= m.set_on
