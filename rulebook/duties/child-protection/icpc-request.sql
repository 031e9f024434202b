/*---
id: icpc-request
kind: duty
title: Initial conference booked once an enquiry asks for it
area: child protection
subject: child
force: local
number: local
source: Local procedure; one published manual has the same number, and no law or guidance sets one
in_force: 2013-04-15..
reads: [section_47, section_47_outcome, conference_as_at, case_end]
owner: team manager
warn: 1 working day
counts: working days
settings:
  icpc_request_working_days:
    value: 1
    basis: Heed's default until the authority sets its own
why: The fifteen days to the conference are short; a week lost before it is booked cannot be won back.
about: >-
  From the day a section 47 enquiry was concluded with the outcome that a conference is needed, the day of the initial
  conference is to have been set within the authority's own number of working days. Met on the day it was set, which may
  be before the enquiry was concluded. The end of the case stops the clock. Where no conference has the day on which its
  date was set, it cannot be told, and is left out once the case has ended.
---*/
with booked as (
    select
        subject_id,
        date_set_on
    from conference_as_at
    where kind = 'initial' and date_set_on is not null
),

recorded as (
    select (date_trunc('year', min(date_set_on) - interval 3 month) + interval 3 month)::date as since_on
    from booked
),

concluded as (
    select
        s.subject_id,
        s.record_id,
        s.started_on,
        o.concluded_on,
        working_days_after(o.concluded_on, try_cast(setting('icpc_request_working_days') as integer)) as due_on
    from section_47 s
    inner join section_47_outcome o on o.subject_id = s.subject_id and o.started_on = s.started_on
    where o.outcome = 'conference' and o.concluded_on between s.started_on and $as_at
),

judged as (
    select
        c.subject_id,
        c.record_id,
        c.concluded_on,
        c.due_on,
        coalesce(c.due_on < r.since_on, true) as before_records,
        case when e.ended_on is null or b.date_set_on <= e.ended_on then b.date_set_on end as met_on,
        e.ended_on,
        e.reason
    from concluded c
    cross join recorded r
    asof left join booked b on b.subject_id = c.subject_id and c.started_on <= b.date_set_on
    asof left join case_end e on e.subject_id = c.subject_id and c.concluded_on <= e.ended_on
)

select
    subject_id,
    record_id as occasion_id,
    concluded_on as arose_on,
    case when not before_records then due_on end as due_on,
    case when not before_records then met_on end as met_on,
    case
        when met_on is not null or before_records then null
        when ended_on <= due_on then 'Not owed: ' || reason || ' first'
        when ended_on is not null then 'Missed: ' || reason || ' without it'
    end as excused
from judged
where not before_records or ended_on is null
