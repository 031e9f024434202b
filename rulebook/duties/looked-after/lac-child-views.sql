/*---
id: lac-child-views
kind: duty
title: Child’s wishes and feelings written down 5 working days before a review
area: looked after
subject: child
force: local
number: local
source: >-
  Local: Care Planning, Placement and Case Review (England) Regulations 2010, Schedule 7, ask that they are considered
  and set no number
in_force: 2011-04-01..
reads: [review_meeting, care_spell, child_as_at, child_view]
owner: allocated_worker
warn: 5 working days
settings:
  child_views_working_days:
    value: 5
    basis: Heed's default until the authority sets its own
why: A review that hears the child’s own words decides differently.
about: >-
  From the day a review was arranged, what the child thinks, in a record of views for the review, is owed the
  authority's own number of working days before it, the day of the review not counted. The day is the planned one
  until the review is held, then the day it was held. Views written down since the review before count; those that
  came later than the due day but by the day of the review are late. Excused for a child under four on the day. A
  planned day that passed with no review held, and another planned after it, is a review put off. Only reviews with
  papers have a clock.
---*/
with viewed as (
    select
        subject_id,
        recorded_on
    from child_view
    where setting = 'review' and recorded_on <= $as_at
),

recorded as (
    select (date_trunc('year', min(recorded_on) - interval 3 month) + interval 3 month)::date as since_on
    from viewed
),

meeting as (
    select
        subject_id,
        record_id,
        coalesce(date_set_on, least(recorded_at::date, planned_on)) as set_on,
        planned_on,
        case when held_on <= $as_at then held_on end as held_on,
        case when held_on <= $as_at then held_on else planned_on end as review_on,
        lead(planned_on) over (partition by subject_id order by planned_on) as next_planned_on,
        lag(planned_on) over (partition by subject_id order by planned_on) as last_planned_on
    from review_meeting
    where coalesce(date_set_on, least(recorded_at::date, planned_on)) <= $as_at
),

timed as (
    select
        m.*,
        c.ended_on as care_ended_on,
        k.born_on,
        working_days_before(m.review_on, try_cast(setting('child_views_working_days') as integer)) as due_on
    from meeting m
    asof join care_spell c on c.subject_id = m.subject_id and c.started_on <= m.review_on
    left join child_as_at k on k.subject_id = m.subject_id
    where c.ended_on is null or c.ended_on >= m.set_on
),

judged as (
    select
        t.*,
        case when v.recorded_on > coalesce(t.last_planned_on, t.set_on - 183) then v.recorded_on end as last_view_on,
        coalesce(t.due_on < r.since_on, true) as before_records
    from timed t
    cross join recorded r
    asof left join viewed v on v.subject_id = t.subject_id and v.recorded_on <= t.review_on
),

first_view as (
    select
        j.*,
        v.recorded_on as met_on
    from judged j
    asof left join viewed v
        on v.subject_id = j.subject_id and v.recorded_on > coalesce(j.last_planned_on, j.set_on - 183)
)

select
    subject_id,
    record_id as occasion_id,
    set_on as arose_on,
    case when not before_records then due_on end as due_on,
    case when last_view_on is not null then met_on end as met_on,
    case
        when last_view_on is not null or before_records then null
        when born_on + interval 4 year > review_on then 'The child was under four'
        when held_on is not null then 'Missed: the review was held without it'
        when care_ended_on <= due_on then 'Not owed: care ended first'
        when care_ended_on is not null then 'Missed: care ended without it'
        when planned_on < $as_at and next_planned_on > planned_on then 'Not owed: the review was put off'
    end as excused
from first_view
where
    not before_records
    or held_on is null and last_view_on is null and care_ended_on is null and planned_on >= $as_at
