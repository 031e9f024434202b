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
harm: medium
harm_why: The child may go on living with the same risk, and nobody ask for another way.
gap_after: 3 months
counts: days
met_by: [decision]
rests_on: [cp_plan]
recurs: true
per: subject
settings:
  cp_drift_first_months:
    value: 15
    basis: Heed's default until the authority sets its own
  cp_drift_again_months:
    value: 3
    basis: Heed's default until the authority sets its own
why: By fifteen months a plan that has not made the child safe will not, and a court may have to be asked.
about: >-
  A child protection plan still open fifteen months after it began is to have been to the legal gateway or drift panel,
  and again every three months after each time. Met by a decision recorded with a matter that begins with the word
  drift, from three months before the first is due. Where the plan ended by the due day nothing was owed; where it ended
  later without the decision, it was missed. Fifteen months from the 31st may be the last day of a shorter month.
---*/
with opened as (
    select
        subject_id,
        plan_id,
        ended_on,
        started_on as opened_on,
        (started_on + to_months(try_cast(setting('cp_drift_first_months') as integer)))::date as due_on
    from cp_plan_as_at
    union all
    select
        p.subject_id,
        p.plan_id,
        p.ended_on,
        d.decided_on as opened_on,
        (d.decided_on + to_months(try_cast(setting('cp_drift_again_months') as integer)))::date as due_on
    from drift_decision d
    asof join cp_plan_as_at p on p.subject_id = d.subject_id and p.started_on < d.decided_on
    where
        d.decided_on <= coalesce(p.ended_on, d.decided_on)
        and d.decided_on >= p.started_on + to_months(try_cast(setting('cp_drift_first_months') as integer) - 3)
)

select
    subject_id,
    plan_id || '/' || opened_on as occasion_id,
    opened_on as arose_on,
    due_on,
    lead(opened_on) over (partition by plan_id order by opened_on) as met_on,
    ended_on as stopped_on,
    case when ended_on is not null then 'the plan ended' end as stopped_why
from opened
qualify ended_on is null or opened_on < ended_on
