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
reads: [review_arranged, child_as_at, child_view]
owner: allocated_worker
warn: 5 working days
counts: working days
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

timed as (
    select
        a.*,
        k.born_on,
        working_days_before(a.review_on, try_cast(setting('child_views_working_days') as integer)) as due_on
    from review_arranged a
    left join child_as_at k on k.subject_id = a.subject_id
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
        when put_off then 'Not owed: the review was put off'
    end as excused
from first_view
where not before_records or ahead and last_view_on is null
