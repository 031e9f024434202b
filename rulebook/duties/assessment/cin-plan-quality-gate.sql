/*---
id: cin-plan-quality-gate
kind: duty
title: Plan authorised only with actions, dates, owners and a contingency
area: assessment
subject: child
force: commitment
number: commitment
source: >-
  Local commitment after Ofsted's inspection report on Lambeth, 2015, which asked that child in need and child protection
  plans say what matters most, by when, who does it, and what follows if nothing improves
in_force: 2015-01-01..
reads: [plan_authorisation, case_end]
owner: team manager
warn: 1 working day
harm: medium
harm_why: Help that is nobody's task by any day may not reach the child at all.
gap_after: 3 months
counts: working days
met_by: [plan_authorisation]
rests_on: [plan_authorisation, cin_episode]
per: subject
why: A plan without dates and names is a list of hopes, and nobody can tell the family what happens if it fails.
about: >-
  Each child in need or child protection plan that a manager or chair has authorised is to have had actions in order of
  priority, dates, owners and a contingency on that day. One with all four is met at once. One without is overdue until
  the record of the plan is put right; detail says what is missing. It was missed where a later plan of the same kind
  was authorised or the case ended first. A plan still in draft has no clock. Where something is neither yes nor no it
  cannot be told. Looked-after care plans have their own duties.
---*/
with authorised as (
    select
        subject_id,
        record_id,
        authorised_on,
        actions and dates and owners and contingency as complete,
        concat_ws(
            ', ',
            case when not actions then 'actions in order' end,
            case when not dates then 'dates' end,
            case when not owners then 'owners' end,
            case when not contingency then 'contingency' end
        ) as lacking,
        lead(authorised_on) over (partition by subject_id, plan order by authorised_on, drafted_on) as replaced_on
    from plan_authorisation
    where plan in ('child in need', 'child protection') and authorised_on between drafted_on and $as_at
)

select
    a.subject_id,
    a.record_id as occasion_id,
    a.authorised_on as arose_on,
    case when a.complete is not null then a.authorised_on end as due_on,
    case when a.complete then a.authorised_on end as met_on,
    least(a.replaced_on, e.ended_on) as stopped_on,
    case
        when a.replaced_on <= coalesce(e.ended_on, a.replaced_on) then 'a later plan took its place'
        else e.reason
    end as stopped_why,
    case when a.complete is null then 'whether the plan had actions, dates, owners and a contingency' end as missing,
    case when a.lacking <> '' then 'Missing: ' || a.lacking end as detail
from authorised a
left join case_end e on e.subject_id = a.subject_id and a.authorised_on between e.from_on and e.ended_on
where a.complete is not null or a.replaced_on is null and e.ended_on is null
