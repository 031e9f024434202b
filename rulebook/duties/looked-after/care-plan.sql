/*---
id: care-plan
kind: duty
title: Care plan prepared within 10 working days of coming into care
area: looked after
subject: child
force: law
number: law
source: Care Planning, Placement and Case Review (England) Regulations 2010, reg 4(2)
in_force: 2011-04-01..
reads: [care_spell, care_plan]
owner: allocated_worker
warn: 3 working days
counts: working days
why: Carers, schools and the child need to know what care is meant to lead to.
about: >-
  A care plan should be there before a child is first placed; where it could not be, it is owed within ten working
  days of the day the child came into care. Met by the first plan recorded in that period of care or in the three
  months before it, since it may have been made ready beforehand. A plan that the court had before it in proceedings
  (section 31A) counts like any other. Short breaks have plans of their own. Where the day of coming into care is not
  known it cannot be told. Where care ended by the due day nothing was owed; where it ended later the clock stops as
  missed.
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
        c.subject_id,
        c.care_id,
        c.started_on,
        c.ended_on,
        c.start_known,
        working_days_after(c.started_on, 10) as due_on,
        case when c.ended_on is null or p.recorded_on <= c.ended_on then p.recorded_on end as met_on
    from care_spell c
    asof left join plan p on p.subject_id = c.subject_id and p.recorded_on >= (c.started_on - interval 3 month)::date
    where not c.short_breaks
),

judged as (
    select
        t.*,
        coalesce(not t.start_known or t.due_on < r.since_on, true) as before_records
    from timed t
    cross join recorded r
)

select
    subject_id,
    care_id as occasion_id,
    started_on as arose_on,
    case when not before_records then due_on end as due_on,
    met_on,
    case
        when met_on is not null or before_records then null
        when ended_on <= due_on then 'Not owed: care ended first'
        when ended_on is not null then 'Missed: care ended without a plan'
    end as excused
from judged
where not before_records or ended_on is null and met_on is null
