/*---
id: cin-plan
kind: duty
title: Child in need plan agreed and shared
area: assessment
subject: child
force: local
number: local
source: >-
  Local: Working Together to Safeguard Children, 2023, chapter 3, asks for a plan and sets no number of days; the
  authority sets it
in_force: 2013-04-15..
reads: [assessment, assessment_outcome, cin_plan_shared, case_end]
owner: allocated_worker
warn: 3 working days
counts: working days
settings:
  cin_plan_working_days:
    value: 10
    basis: Heed's default until the authority sets its own
why: An assessment that finds a child in need changes nothing until the family holds a plan that says who does what.
about: >-
  Each assessment with the outcome of a child in need plan is owed a plan given to the parents, the child and the
  agencies within the authority's own number of working days of the manager's authorisation. A plan shared from the day
  the assessment began counts, since some are agreed before it is signed off. An assessment with no outcome recorded
  starts no clock. It cannot be told where the plan fell due before the first collection year (from 1 April) with any
  plan recorded as shared, or where none is. The end of the case stops the clock.
---*/
with recorded as (
    select (date_trunc('year', min(shared_on) - interval 3 month) + interval 3 month)::date as since_on
    from cin_plan_shared
    where shared_on <= $as_at
),

shared as (
    select
        subject_id,
        shared_on
    from cin_plan_shared
    where shared_on <= $as_at
),

found as (
    select
        a.subject_id,
        a.record_id,
        a.started_on,
        a.authorised_on,
        working_days_after(a.authorised_on, try_cast(setting('cin_plan_working_days') as integer)) as due_on
    from assessment a
    inner join assessment_outcome o
        on o.subject_id = a.subject_id and o.referred_on = a.referred_on and o.started_on = a.started_on
    where a.authorised_on between a.started_on and $as_at and o.outcome = 'child in need'
),

judged as (
    select
        f.subject_id,
        f.record_id,
        f.authorised_on,
        s.shared_on,
        case when s.shared_on is not null or f.due_on >= r.since_on then f.due_on end as due_on
    from found f
    asof left join shared s on s.subject_id = f.subject_id and f.started_on <= s.shared_on
    cross join recorded r
)

select
    j.subject_id,
    j.record_id as occasion_id,
    j.authorised_on as arose_on,
    j.due_on,
    case when e.ended_on is null or j.shared_on <= e.ended_on then j.shared_on end as met_on,
    case
        when j.due_on is null or j.shared_on <= coalesce(e.ended_on, j.shared_on) then null
        when e.ended_on <= j.due_on then 'Not owed: ' || e.reason || ' first'
        when e.ended_on is not null then 'Missed: ' || e.reason || ' without this plan'
    end as excused
from judged j
asof left join case_end e on e.subject_id = j.subject_id and j.authorised_on <= e.ended_on
