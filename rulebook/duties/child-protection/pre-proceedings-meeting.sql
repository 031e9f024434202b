/*---
id: pre-proceedings-meeting
kind: duty
title: First pre-proceedings meeting with the parents
area: child protection
subject: child
force: local
number: local
source: >-
  Local tracker; Court orders and pre-proceedings: statutory guidance, DfE, April 2014, chapter 2, describes the meeting
  and sets no number
in_force: 2014-04-22..
reads: [pre_proceedings_as_at, case_end]
owner: team manager
warn: 3 working days
counts: working days
settings:
  pre_proceedings_meeting_working_days:
    value: 10
    basis: Heed's default until the authority sets its own
why: Between the letter and the meeting parents know only that they may lose their child.
about: >-
  From the day the letter before proceedings was sent, the first meeting with the parents is to have been held within
  the authority's own number of working days. A meeting put off once so that the parents can have a lawyer is not
  among the records and excuses nothing. Where pre-proceedings or the case ended by the due day nothing was owed;
  later, the clock stops as missed. Where no first meeting is recorded for any child it cannot be told.
---*/
with recorded as (
    select (date_trunc('year', min(first_meeting_on) - interval 3 month) + interval 3 month)::date as since_on
    from pre_proceedings_as_at
),

timed as (
    select
        *,
        working_days_after(
            letter_sent_on, try_cast(setting('pre_proceedings_meeting_working_days') as integer)
        ) as due_on
    from pre_proceedings_as_at
    where letter_sent_on is not null
)

select
    t.subject_id,
    t.occasion_id,
    t.letter_sent_on as arose_on,
    case when t.first_meeting_on is not null or t.due_on >= r.since_on then t.due_on end as due_on,
    t.first_meeting_on as met_on,
    case
        when t.first_meeting_on is not null or coalesce(t.due_on < r.since_on, true) then null
        when t.ended_on <= t.due_on then 'Not owed: pre-proceedings ended first'
        when t.ended_on is not null then 'Missed: pre-proceedings ended without the meeting'
        when e.ended_on <= t.due_on then 'Not owed: ' || e.reason || ' first'
        when e.ended_on is not null then 'Missed: ' || e.reason || ' without the meeting'
    end as excused
from timed t
cross join recorded r
asof left join case_end e on e.subject_id = t.subject_id and t.letter_sent_on <= e.ended_on
