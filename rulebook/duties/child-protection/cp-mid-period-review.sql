/*---
id: cp-mid-period-review
kind: duty
title: Conference chair's check of the plan halfway between conferences
area: child protection
subject: child
force: commitment
number: local
source: >-
  Local commitment: Ofsted's inspection report on Lambeth, 2015, says that the authority planned a mid-period review by
  the chair; the numbers are local
in_force: 2015-01-01..
reads: [cp_review_cycle, cp_plan_step]
owner: conference chair
warn: 2 weeks
counts: days
settings:
  cp_first_midpoint_weeks:
    value: 6
    basis: Half of the three months to the first review; Heed's default until the authority sets its own
  cp_later_midpoint_months:
    value: 3
    basis: Half of the six months between later reviews; Heed's default until the authority sets its own
why: Six months is long for a child at risk; somebody outside the team should ask halfway whether the plan works.
about: >-
  After the conference that began a plan the chair is to have checked it within six weeks, and after each review
  within three months (half the time to the next one). Met by the step recorded as midpoint check, made after the
  conference and before the next. Where the next conference came, or the plan ended, by the due day, nothing was owed;
  later, the clock stops as missed. It cannot be told where the check fell due before the first collection year (from
  1 April) with any such check recorded, or where none is; such a clock is left out once its stretch is over. Three
  months from the 30th or 31st is the last day of a shorter month.
---*/
with step as (
    select
        subject_id,
        plan_started_on,
        done_on
    from cp_plan_step
    where step = 'midpoint check' and done_on between plan_started_on and $as_at
),

recorded as (
    select (date_trunc('year', min(done_on) - interval 3 month) + interval 3 month)::date as since_on
    from step
),

timed as (
    select
        subject_id,
        plan_id,
        number,
        opened_on,
        next_on,
        ended_on,
        least(next_on, ended_on) as until_on,
        case
            when number = 0 then opened_on + 7 * try_cast(setting('cp_first_midpoint_weeks') as integer)
            else (opened_on + to_months(try_cast(setting('cp_later_midpoint_months') as integer)))::date
        end as due_on
    from cp_review_cycle
),

checked as (
    select
        t.*,
        case when t.until_on is null or s.done_on <= t.until_on then s.done_on end as done_on
    from timed t
    asof left join step s on s.subject_id = t.subject_id and t.opened_on <= s.done_on
)

select
    c.subject_id,
    c.plan_id || '/' || c.opened_on as occasion_id,
    c.opened_on as arose_on,
    case when c.due_on >= r.since_on or c.done_on is not null then c.due_on end as due_on,
    c.done_on as met_on,
    case
        when c.done_on is not null or c.until_on is null or coalesce(c.due_on < r.since_on, true) then null
        when c.until_on <= c.due_on then 'Not owed: the next conference, or the end of the plan, came first'
        else 'Missed: the next conference, or the end of the plan, came without this check'
    end as excused
from checked c
cross join recorded r
where c.done_on is not null or c.due_on >= r.since_on or c.until_on is null
