/*---
id: legal-planning-meeting
kind: duty
title: Legal planning meeting held, with a decision
area: child protection
subject: child
force: local
number: local
source: >-
  Local clock; the meeting itself is described in Court orders and pre-proceedings: statutory guidance, DfE, April 2014,
  chapter 2, which sets no number
in_force: 2014-04-22..
reads: [legal_meeting, case_end]
owner: head of service
warn: 3 working days
harm: high
harm_why: The child may stay in the same danger while nobody decides whether to go to court.
gap_after: 3 months
counts: working days
met_by: [legal_meeting]
rests_on: [legal_meeting, cin_episode]
per: subject
settings:
  legal_meeting_working_days:
    value: 10
    basis: Heed's default until the authority sets its own
why: Once somebody asks whether a court should be involved, weeks without an answer are weeks of the same harm.
about: >-
  From the day legal advice was asked for, a legal planning meeting is to have been held and its decision recorded
  within the authority's own number of working days; an urgent one on the same day. Both are needed, so it is met on
  the later of the two days, and detail says which is missing. The end of the case stops the clock.
---*/
with asked as (
    select
        subject_id,
        record_id,
        requested_on,
        coalesce(urgent, false) as urgent,
        case when held_on <= $as_at then held_on end as held_on,
        case when decided_on <= $as_at and decision is not null then decided_on end as decided_on
    from legal_meeting
    where requested_on <= $as_at
)

select
    a.subject_id,
    a.record_id as occasion_id,
    a.requested_on as arose_on,
    case
        when a.urgent then a.requested_on
        else working_days_after(a.requested_on, try_cast(setting('legal_meeting_working_days') as integer))
    end as due_on,
    case when a.held_on is not null and a.decided_on is not null then greatest(a.held_on, a.decided_on) end as met_on,
    e.ended_on as stopped_on,
    e.reason as stopped_why,
    case
        when a.held_on is not null and a.decided_on is null then 'Held; the decision is not recorded'
        when a.decided_on is not null and a.held_on is null then 'Decided; no meeting is recorded'
    end as detail
from asked a
left join case_end e on e.subject_id = a.subject_id and a.requested_on between e.from_on and e.ended_on
