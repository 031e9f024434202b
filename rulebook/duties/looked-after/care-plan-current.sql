/*---
id: care-plan-current
kind: duty
title: Care plan brought up to date after each looked-after review
area: looked after
subject: child
force: local
number: local
source: >-
  Local: Care Planning, Placement and Case Review (England) Regulations 2010, reg 6, ask that the plan is kept under
  review and set no number
in_force: 2011-04-01..
reads: [review_held, care_plan]
owner: allocated_worker
warn: 3 working days
counts: working days
settings:
  care_plan_update_working_days:
    value: 10
    basis: Heed's default until the authority sets its own; the regulations set no number
why: A care plan that is older than the last review is a plan for another child.
about: >-
  From the day a review was held, a care plan recorded on or after it is owed within the authority's own number of
  working days. A plan recorded as having no change counts: it says that somebody looked. A significant change between
  reviews has no clock here; the duty iro-significant-change follows it. Where the next review was held or care ended
  before that, the clock stops: as missed where it was after the due day.
---*/
with plan as (
    select
        subject_id,
        recorded_on
    from care_plan
    where recorded_on <= $as_at
),

recorded as (
    select (date_trunc('year', min(recorded_on) - interval 3 month) + interval 3 month)::date as since_on
    from plan
),

timed as (
    select
        v.subject_id,
        v.review_id,
        v.held_on,
        v.closed_on,
        v.care_ended,
        working_days_after(v.held_on, try_cast(setting('care_plan_update_working_days') as integer)) as due_on,
        case when v.next_held_on is null or p.recorded_on < v.next_held_on then p.recorded_on end as met_on
    from review_held v
    asof left join plan p on p.subject_id = v.subject_id and p.recorded_on >= v.held_on
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
    met_on,
    case
        when met_on is not null or closed_on is null or before_records then null
        when closed_on <= due_on and care_ended then 'Not owed: care ended first'
        when closed_on <= due_on then 'Not owed: the next review was held first'
        when care_ended then 'Missed: care ended without it'
        else 'Missed: the next review was held without it'
    end as excused
from judged
where not before_records or closed_on is null and met_on is null
