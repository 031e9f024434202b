/*---
id: care-proceedings-issue
kind: duty
title: Care proceedings issued after the decision
area: child protection
subject: child
force: local
number: local
source: Local clock; no law or guidance sets a number of days between the decision and the application
in_force: 2014-04-22..
reads: [legal_meeting, court_case_as_at, case_end]
owner: legal services
warn: 2 working days
counts: working days
settings:
  care_issue_working_days:
    value: 5
    basis: Heed's default until the authority sets its own
why: The authority has decided that the child is not safe at home; each day until the court hears it is a day there.
about: >-
  From the day a legal planning meeting decided to issue, an application for a care or supervision order is to have been
  issued within the authority's own number of working days; on the same day where the request was urgent. A later
  decision by such a meeting to do otherwise takes its place. The end of the case stops the clock. It cannot be told
  where it fell due before the first collection year (from 1 April) with any application recorded, or where none is.
---*/
with recorded as (
    select (date_trunc('year', min(issued_on) - interval 3 month) + interval 3 month)::date as since_on
    from court_case_as_at
),

meeting as (
    select
        subject_id,
        record_id,
        decision,
        decided_on,
        coalesce(urgent, false) as urgent,
        lead(decided_on) over (partition by subject_id order by decided_on, record_id) as replaced_on
    from legal_meeting
    where decision is not null and decided_on <= $as_at
),

timed as (
    select
        *,
        case
            when urgent then decided_on
            else working_days_after(decided_on, try_cast(setting('care_issue_working_days') as integer))
        end as due_on
    from meeting
    where decision = 'issue'
),

judged as (
    select
        t.subject_id,
        t.record_id,
        t.decided_on,
        t.due_on,
        coalesce(t.due_on < r.since_on, true) as before_records,
        case when t.replaced_on is null or c.issued_on <= t.replaced_on then c.issued_on end as met_on,
        t.replaced_on,
        e.ended_on,
        e.reason
    from timed t
    cross join recorded r
    asof left join court_case_as_at c on c.subject_id = t.subject_id and t.decided_on <= c.issued_on
    asof left join case_end e on e.subject_id = t.subject_id and t.decided_on <= e.ended_on
)

select
    subject_id,
    record_id as occasion_id,
    decided_on as arose_on,
    case when not before_records then due_on end as due_on,
    case when not before_records then met_on end as met_on,
    case
        when met_on is not null or before_records then null
        when replaced_on <= due_on then 'Not owed: a later meeting decided anew'
        when replaced_on is not null then 'Missed: a later meeting decided anew'
        when ended_on <= due_on then 'Not owed: ' || reason || ' first'
        when ended_on is not null then 'Missed: ' || reason || ' without it'
    end as excused
from judged
