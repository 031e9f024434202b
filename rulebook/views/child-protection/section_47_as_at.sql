/*---
id: section_47_as_at
kind: view
title: Section 47 enquiry as at the day
area: child protection
subject: child
reads: [section_47, section_47_outcome, initial_conference, conference]
per: subject
about: >-
  One row for each section 47 enquiry that had begun by the day; what was recorded of it after the day is blank.
  conference_on is the day of its initial conference: the one recorded with the enquiry, or else the first that the
  referral or the list of conferences has from its start until another enquiry of the child began. A transfer-in
  conference, which is another council's, is none. concluded_on is the day recorded with the enquiry or in the list of
  outcomes, whichever is first. no_conference is yes where none was required, no where the outcome was one, and blank where
  nobody has said: that the census does not say that none was required does not say that one was.
---*/
with enquiry as (
    select
        s.subject_id,
        s.record_id,
        s.referred_on,
        s.started_on,
        lead(s.started_on) over (partition by s.subject_id order by s.started_on, s.record_id) as next_started_on,
        case when s.conference_held_on <= $as_at then s.conference_held_on end as conference_held_on,
        least(
            case when s.ended_on between s.started_on and $as_at then s.ended_on end,
            case when o.concluded_on between s.started_on and $as_at then o.concluded_on end
        ) as concluded_on,
        case when o.concluded_on between s.started_on and $as_at then o.outcome end as outcome,
        s.conference_not_required
    from section_47 s
    left join section_47_outcome o on o.subject_id = s.subject_id and o.started_on = s.started_on
    where s.started_on <= $as_at
),

held as (
    select
        subject_id,
        referred_on,
        held_on
    from initial_conference
    where held_on <= $as_at and not coalesce(transfer_in, false)
    union all
    select
        subject_id,
        null as referred_on,
        held_on
    from conference
    where held_on <= $as_at and kind = 'initial'
),

followed as (
    select
        e.record_id,
        min(h.held_on) as held_on
    from enquiry e
    inner join held h
        on h.subject_id = e.subject_id and coalesce(h.referred_on = e.referred_on, true) and h.held_on >= e.started_on
        and (e.next_started_on is null or h.held_on < e.next_started_on)
    group by e.record_id
)

select
    e.subject_id,
    e.record_id,
    e.started_on,
    coalesce(e.conference_held_on, f.held_on) as conference_on,
    e.concluded_on,
    e.outcome,
    case
        when e.conference_not_required or e.outcome <> 'conference' then true
        when e.outcome = 'conference' then false
    end as no_conference
from enquiry e
left join followed f on f.record_id = e.record_id
