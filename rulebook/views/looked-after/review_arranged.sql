/*---
id: review_arranged
kind: view
title: Looked-after review as arranged, and what came of it
area: looked after
subject: child
reads: [review_meeting, care_spell]
per: subject
about: >-
  One row for each looked-after review with papers that had been arranged by the day for a child in care; what was
  recorded of it after the day is blank. set_on is the day it was arranged; where none is recorded, the day the
  meeting was entered, but no later than the day it is planned for. review_on is the day it was held or, until then,
  the planned one; last_planned_on is the planned day of the child's review before. stopped_on and stopped_why say
  when and why what had to be done before it could no longer be done or was no longer owed: the day after it was
  held, or the day care ended. One that was not held on its day, with another planned after it, was put off; when
  that was decided is not recorded, so that there is a reason and no day. dates_right is false where a date of one
  of the child's episodes cannot be right.
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
)

select
    m.subject_id,
    m.record_id,
    m.set_on,
    m.held_on,
    m.review_on,
    m.last_planned_on,
    c.dates_right,
    case
        when m.held_on < $as_at then m.held_on + 1
        when m.held_on is not null then null
        else c.ended_on
    end as stopped_on,
    case
        when m.held_on < $as_at then 'the review was held'
        when m.held_on is not null then null
        when c.ended_on is not null then c.ended_by
        when m.planned_on < $as_at and m.next_planned_on > m.planned_on then 'the review was put off'
    end as stopped_why,
    m.report_received_on,
    m.officer_met_child_on,
    m.child_refused
from meeting m
asof join care_spell c on c.subject_id = m.subject_id and c.started_on <= m.review_on
where coalesce(c.ended_on, date '9999-12-31') >= m.set_on
