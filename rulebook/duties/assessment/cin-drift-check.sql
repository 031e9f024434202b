/*---
id: cin-drift-check
kind: duty
title: Long child in need plan looked at by a service manager
area: assessment
subject: child
force: local
number: local
source: Local drift panel, after Ofsted's inspection report on Lambeth, 2015; the authority sets the numbers
in_force: 2015-01-01..
reads: [cin_plan_as_at, child_as_at, drift_decision]
owner: service manager
warn: 1 month
counts: days
settings:
  cin_drift_first_months:
    value: 9
    basis: Heed's default until the authority sets its own
  cin_drift_again_months:
    value: 3
    basis: Heed's default until the authority sets its own
  cin_drift_disabled_months:
    value: 12
    basis: Heed's default until the authority sets its own; long-term support of a disabled child is looked at once a year
why: A plan that has run for most of a year has either worked or not, and somebody must say which.
about: >-
  A child in need plan still open nine months after it began is to have been looked at by a service manager, and again
  every three months after each time; for a disabled child once a year. Met by a decision recorded with a matter that
  begins with the word drift, from three months before the first is due. Where the plan ended by the due day nothing was
  owed; later, the clock stops as missed. It cannot be told where it fell due before the first collection year (from 1
  April) with any such decision recorded, or where none is; such a clock is left out once the plan has ended.
---*/
with recorded as (
    select min(since_on) as since_on
    from drift_decision
),

plan as (
    select
        p.subject_id,
        p.plan_id,
        p.started_on,
        p.ended_on,
        try_cast(
            case when c.disabled then setting('cin_drift_disabled_months') else setting('cin_drift_first_months') end
            as integer
        ) as first_months,
        try_cast(
            case when c.disabled then setting('cin_drift_disabled_months') else setting('cin_drift_again_months') end
            as integer
        ) as again_months
    from cin_plan_as_at p
    left join child_as_at c on c.subject_id = p.subject_id
),

opened as (
    select
        plan_id,
        started_on as opened_on,
        (started_on + to_months(first_months))::date as due_on
    from plan
    union all
    select
        p.plan_id,
        d.decided_on as opened_on,
        (d.decided_on + to_months(p.again_months))::date as due_on
    from drift_decision d
    asof join plan p on p.subject_id = d.subject_id and p.started_on < d.decided_on
    where
        d.decided_on <= coalesce(p.ended_on, d.decided_on)
        and d.decided_on >= p.started_on + to_months(p.first_months) - interval 3 month
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
