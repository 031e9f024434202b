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
harm: medium
harm_why: A child may go on with help that does not work, and lose months in which other help might have.
gap_after: 3 months
counts: days
met_by: [decision]
rests_on: [cin_plan]
recurs: true
per: subject
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
  owed; where it ended later without such a decision, it was missed.
---*/
with plan as (
    select
        p.subject_id,
        p.plan_id,
        p.started_on,
        p.ended_on,
        try_cast(
            case when c.disabled then setting('cin_drift_disabled_months') else setting('cin_drift_first_months') end as integer
        ) as first_months,
        try_cast(
            case when c.disabled then setting('cin_drift_disabled_months') else setting('cin_drift_again_months') end as integer
        ) as again_months
    from cin_plan_as_at p
    left join child_as_at c on c.subject_id = p.subject_id
),

opened as (
    select
        plan_id,
        started_on as opened_on,
        first_months as months
    from plan
    union all
    select
        p.plan_id,
        d.decided_on as opened_on,
        p.again_months as months
    from drift_decision d
    asof join plan p on p.subject_id = d.subject_id and p.started_on < d.decided_on
    where
        d.decided_on <= coalesce(p.ended_on, d.decided_on)
        and d.decided_on >= p.started_on + to_months(p.first_months) - interval 3 month
)

select
    p.subject_id,
    p.plan_id || '/' || o.opened_on as occasion_id,
    o.opened_on as arose_on,
    (o.opened_on + to_months(o.months))::date as due_on,
    lead(o.opened_on) over (partition by p.plan_id order by o.opened_on) as met_on,
    p.ended_on as stopped_on,
    case when p.ended_on is not null then 'the plan ended' end as stopped_why
from opened o
inner join plan p on p.plan_id = o.plan_id
qualify p.ended_on is null or o.opened_on < p.ended_on
