/*---
id: s47-outcome
kind: duty
title: Section 47 enquiry concluded within 15 working days
area: child protection
subject: child
force: statutory guidance
number: statutory guidance
source: >-
  Children Act 1989, section 47; Working Together to Safeguard Children, HM Government, 2013 and later editions (2023,
  chapter 3), paragraph not checked; the 15 working days confirmed by CIN census rule 8675Q
in_force: 2013-04-15..
reads: [section_47, section_47_outcome]
owner: team manager
warn: 5 working days
counts: working days
why: A child thought to be at risk of significant harm cannot wait for a decision on how to be kept safe.
about: >-
  Each enquiry is to be concluded within 15 working days of its start, counted from the day after. It is concluded on
  the day recorded, or on the day of its initial conference, whichever is first. The CIN census has no end date for an
  enquiry. Where it says that no conference was required and no day is recorded, the enquiry was concluded but nobody
  can tell when: the clock says cannot tell until the day is recorded. A case that closed with its enquiry open stays
  overdue: the record is wrong (CIN rule 8868) and can be put right.
---*/
with enquiry as (
    select
        s.subject_id,
        s.record_id,
        s.started_on,
        least(
            case when s.ended_on <= $as_at then s.ended_on end,
            case when s.conference_held_on <= $as_at then s.conference_held_on end,
            case when o.concluded_on between s.started_on and $as_at then o.concluded_on end
        ) as met_on,
        coalesce(s.conference_not_required, false) as decided
    from section_47 s
    left join section_47_outcome o on o.subject_id = s.subject_id and o.started_on = s.started_on
    where s.started_on <= $as_at
)

select
    subject_id,
    record_id as occasion_id,
    started_on as arose_on,
    case when met_on is not null or not decided then working_days_after(started_on, 15) end as due_on,
    met_on,
    null::varchar as excused,
    case
        when met_on is null and decided then 'No conference was required; the day that was decided is not recorded'
    end as detail
from enquiry
