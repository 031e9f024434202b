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
harm: medium
harm_why: The child may go on without the help that was found to be needed.
gap_after: 6 months
counts: working days
met_by: [cin_plan_shared]
rests_on: [assessment, assessment_outcome, cin_episode]
per: subject
settings:
  cin_plan_working_days:
    value: 10
    basis: Heed's default until the authority sets its own
why: An assessment that finds a child in need changes nothing until the family holds a plan that says who does what.
about: >-
  Each assessment with the outcome of a child in need plan is owed a plan given to the parents, the child and the
  agencies within the authority's own number of working days of the manager's authorisation. A plan shared from the day
  the assessment began counts, since some are agreed before it is signed off. An assessment with no outcome recorded
  starts no clock. Where the case ended by the due day nothing was owed; where it ended later without the plan, it was
  missed.
---*/
with shared as (
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
        a.authorised_on
    from assessment a
    inner join assessment_outcome o
        on o.subject_id = a.subject_id and o.referred_on = a.referred_on and o.started_on = a.started_on
    where a.authorised_on between a.started_on and $as_at and o.outcome = 'child in need'
)

select
    f.subject_id,
    f.record_id as occasion_id,
    f.authorised_on as arose_on,
    working_days_after(f.authorised_on, try_cast(setting('cin_plan_working_days') as integer)) as due_on,
    case when e.ended_on is null or s.shared_on <= e.ended_on then s.shared_on end as met_on,
    e.ended_on as stopped_on,
    e.reason as stopped_why
from found f
asof left join shared s on s.subject_id = f.subject_id and f.started_on <= s.shared_on
left join case_end e on e.subject_id = f.subject_id and f.authorised_on between e.from_on and e.ended_on
