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
reads: [assessment, assessment_outcome, cin_episode, early_help, case_end]
owner: team manager
warn: 3 working days
counts: working days
settings:
  step_down_working_days:
    value: 10
    basis: Heed's default until the authority sets its own
why: A family told that early help will ring, and that nobody rings, is back a few months later and worse off.
about: >-
  From the day social care decided to step a child down (an assessment authorised with that outcome or, where none is
  recorded, a case closed with the census reason RC9), early help is to have begun within the authority's own number
  of working days. Its beginning stands for the meeting that agreed it with a named lead, which is not recorded. The
  child's turning 18 or dying, or a new referral, stops the clock; a family's refusal is not among the records. It
  cannot be told where it fell due before the first collection year (from 1 April) with any early help recorded, or
  where none is.
---*/
with helped as (
    select
        subject_id,
        started_on
    from early_help
    where started_on <= $as_at
),

recorded as (
    select (date_trunc('year', min(started_on) - interval 3 month) + interval 3 month)::date as since_on
    from helped
),

outcome as (
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

referred_again as (
    select
        subject_id,
        referred_on
    from cin_episode
    where referred_on <= $as_at
),

childhood_end as (
    select
        subject_id,
        ended_on
    from case_end
    where reason <> 'the case closed'
),

timed as (
    select
        d.subject_id,
        d.referred_on,
        d.decided_on,
        working_days_after(d.decided_on, try_cast(setting('step_down_working_days') as integer)) as due_on
    from decided d
),

judged as (
    select
        t.*,
        coalesce(t.due_on < r.since_on, true) as before_records,
        least(n.referred_on, e.ended_on) as stopped_on,
        h.started_on
    from timed t
    cross join recorded r
    asof left join helped h on h.subject_id = t.subject_id and t.decided_on <= h.started_on
    asof left join referred_again n on n.subject_id = t.subject_id and t.decided_on < n.referred_on
    asof left join childhood_end e on e.subject_id = t.subject_id and t.decided_on <= e.ended_on
)

select
    subject_id,
    subject_id || '/' || referred_on as occasion_id,
    decided_on as arose_on,
    case when not before_records then due_on end as due_on,
    case when not before_records and (stopped_on is null or started_on <= stopped_on) then started_on end as met_on,
    case
        when before_records or stopped_on is null or started_on <= stopped_on then null
        when stopped_on <= due_on then 'Not owed: the child was referred again, or grew up, first'
        else 'Missed: the child was referred again, or grew up, without it'
    end as excused
from judged
