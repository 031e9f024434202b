/*---
id: icpc
kind: duty
title: Initial child protection conference within 15 working days of the strategy discussion
area: child protection
subject: child
force: statutory guidance
number: statutory guidance
source: >-
  Working Together to Safeguard Children, HM Government, 2013 and later editions (2023, chapter 3), paragraph not
  checked; the 15 working days confirmed by the footnotes of DfE's Characteristics of children in need
in_force: 2013-04-15..
reads: [section_47, initial_conference]
owner: conference chair
warn: 8 working days
counts: working days
why: The conference is where everyone who knows the child agrees what will keep the child safe.
about: >-
  Each section 47 enquiry that needs a conference is owed one within 15 working days of the strategy discussion that
  began it, counted from the day after. The CIN census has no date for the discussion, so the start of the enquiry
  stands for it, as in the DfE's statistics. Met by the conference recorded with the enquiry, or else by the first
  conference of the same referral held before another enquiry began; a transfer-in conference does not count. Nothing
  is owed where no conference was required. Until that is decided the clock runs, since a plan may be needed; where an
  enquiry has ended with neither a conference nor a decision recorded it cannot be told. Nothing excuses a delay: a
  manager's agreement to one is not in the census. A case that closed with this open stays overdue: the record is wrong
  (CIN rule 8868) and can be put right.
---*/
with enquiry as (
    select
        subject_id,
        record_id,
        referred_on,
        started_on,
        case when conference_held_on <= $as_at then conference_held_on end as conference_held_on,
        conference_not_required,
        coalesce(ended_on <= $as_at, false) as has_ended,
        lead(started_on) over (partition by subject_id, referred_on order by started_on, record_id) as next_started_on
    from section_47
    where started_on <= $as_at
),

separate as (
    select
        e.record_id,
        min(c.held_on) as held_on
    from enquiry e
    inner join initial_conference c
        on c.subject_id = e.subject_id and c.referred_on = e.referred_on and c.held_on >= e.started_on
        and (e.next_started_on is null or c.held_on < e.next_started_on)
    where c.held_on <= $as_at and not coalesce(c.transfer_in, false)
    group by e.record_id
),

conferred as (
    select
        e.*,
        coalesce(e.conference_held_on, s.held_on) as met_on
    from enquiry e
    left join separate s on s.record_id = e.record_id
)

select
    subject_id,
    record_id as occasion_id,
    started_on as arose_on,
    case
        when met_on is null and has_ended and conference_not_required is null then null
        else working_days_after(started_on, 15)
    end as due_on,
    met_on,
    null::varchar as excused
from conferred
where met_on is not null or not coalesce(conference_not_required, false)
