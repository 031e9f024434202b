/*---
id: cp-duration-15m
kind: duty
title: Child protection plan of 15 months taken to the drift panel
area: child protection
subject: child
force: local
number: local
source: >-
  Local: no law sets an end; DfE's indicator counts plans of 2 years, and published local practice looks at 9, 12, 15 and
  18 months
in_force: 2013-04-15..
reads: [cp_plan_as_at, drift_decision]
owner: service manager
warn: 1 month
counts: days
settings:
  cp_drift_first_months:
    value: 15
    basis: Heed's default until the authority sets its own
  cp_drift_again_months:
    value: 3
    basis: Heed's default until the authority sets its own
why: By fifteen months a plan that has not made the child safe will not, and a court may have to be asked.
about: >-
  A child protection plan still open fifteen months after it began is to have been to the legal gateway or drift
  panel, and again every three months after each time. Met by a decision recorded with a matter that begins with the
  word drift, from three months before the first is due. Where the plan ended by the due day nothing was owed; later,
  the clock stops as missed. It cannot be told where it fell due before the first collection year (from 1 April) with
  any such decision recorded, or where none is; such a clock is left out once the plan has ended. Fifteen months from
  the 31st may be the last day of a shorter month.
---*/
with recorded as (
    select min(since_on) as since_on
    from drift_decision
),

plan as (
    select
        *,
        (started_on + to_months(try_cast(setting('cp_drift_first_months') as integer)))::date as first_due_on
    from cp_plan_as_at
),

opened as (
    select
        plan_id,
        started_on as opened_on,
        first_due_on as due_on
    from plan
    union all
    select
        p.plan_id,
        d.decided_on as opened_on,
        (d.decided_on + to_months(try_cast(setting('cp_drift_again_months') as integer)))::date as due_on
    from drift_decision d
    asof join plan p on p.subject_id = d.subject_id and p.started_on < d.decided_on
    where
        d.decided_on <= coalesce(p.ended_on, d.decided_on)
        and d.decided_on >= p.first_due_on - interval 3 month
),

followed as (
    select
        p.subject_id,
        p.ended_on,
        o.plan_id,
        o.opened_on,
        o.due_on,
        lead(o.opened_on) over (partition by o.plan_id order by o.opened_on) as next_on
    from opened o
    inner join plan p on p.plan_id = o.plan_id
)

select
    f.subject_id,
    f.plan_id || '/' || f.opened_on as occasion_id,
    f.opened_on as arose_on,
    case when f.due_on >= r.since_on then f.due_on end as due_on,
    f.next_on as met_on,
    case
        when f.next_on is not null then null
        when f.ended_on <= f.due_on then 'Not owed: the plan ended first'
        when coalesce(f.due_on < r.since_on, true) then null
        when f.ended_on is not null then 'Missed: the plan ended without it'
    end as excused
from followed f
cross join recorded r
where
    f.ended_on is null
    or f.opened_on < f.ended_on and (f.next_on is not null or f.due_on >= r.since_on)
