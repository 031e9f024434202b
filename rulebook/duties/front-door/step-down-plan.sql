/*---
id: step-down-plan
kind: duty
title: Step down to early help agreed with somebody who leads it
area: front door
subject: child
force: local
number: local
source: Local step-up and step-down protocol; no law or guidance sets a number
in_force: 2014-01-01..
reads: [assessment, assessment_outcome, cin_episode, early_help, childhood_end]
owner: team manager
warn: 3 working days
harm: medium
harm_why: The child may be left between two services, with the help of neither.
gap_after: 3 months
counts: working days
met_by: [early_help]
rests_on: [cin_episode]
per: subject
settings:
  step_down_working_days:
    value: 10
    basis: Heed's default until the authority sets its own
why: A family told that early help will ring, and that nobody rings, is back a few months later and worse off.
about: >-
  From the day social care decided to step a child down (an assessment authorised with that outcome or, where none is
  recorded, a case closed with the census reason RC9), early help is to have begun within the authority's own number of
  working days. Its beginning stands for the meeting that agreed it with a named lead, which is not recorded. Where the
  child was referred again, turned 18 or died by the due day nothing was owed; where that came later without early help,
  it was missed. A family's refusal is not among the records.
---*/
with outcome as (
    select
        a.subject_id,
        a.referred_on,
        max(a.authorised_on) as decided_on
    from assessment a
    inner join assessment_outcome o
        on o.subject_id = a.subject_id and o.referred_on = a.referred_on and o.started_on = a.started_on
    where a.authorised_on between a.started_on and $as_at and o.outcome = 'step down'
    group by a.subject_id, a.referred_on
),

decided as (
    select
        subject_id,
        referred_on,
        decided_on
    from outcome
    union all
    select
        n.subject_id,
        n.referred_on,
        n.closed_on as decided_on
    from cin_episode n
    anti join outcome o on o.subject_id = n.subject_id and o.referred_on = n.referred_on
    where n.closed_on between n.referred_on and $as_at and n.closure_reason = 'RC9'
),

stops as (
    select
        subject_id,
        referred_on as stopped_on,
        'the child was referred again' as reason
    from cin_episode
    where referred_on <= $as_at
    union all
    select
        subject_id,
        ended_on as stopped_on,
        reason
    from childhood_end
),

helped as (
    select
        subject_id,
        started_on
    from early_help
    where started_on <= $as_at
)

select
    d.subject_id,
    d.subject_id || '/' || d.referred_on as occasion_id,
    d.decided_on as arose_on,
    working_days_after(d.decided_on, try_cast(setting('step_down_working_days') as integer)) as due_on,
    case when s.stopped_on is null or h.started_on <= s.stopped_on then h.started_on end as met_on,
    s.stopped_on,
    s.reason as stopped_why
from decided d
anti join childhood_end c on c.subject_id = d.subject_id and c.ended_on <= d.decided_on
asof left join helped h on h.subject_id = d.subject_id and d.decided_on <= h.started_on
asof left join stops s on s.subject_id = d.subject_id and d.decided_on < s.stopped_on
