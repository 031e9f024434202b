/*---
id: s47-outcome
kind: duty
title: Section 47 enquiry concluded
area: child protection
subject: child
force: local
number: local
source: >-
  Local: Working Together to Safeguard Children, HM Government, 2023, chapter 3, has 15 working days for the conference
  (page 92) and 45 for the assessment (page 87), and none for an enquiry that needs no conference; CIN census rule 8675Q
  asks after 15 working days about an enquiry with no conference. The authority sets it
in_force: 2013-04-15..
reads: [section_47_as_at, case_end]
owner: team manager
warn: 5 working days
harm: high
harm_why: The child may still be in danger, with nobody having said whether or how to stop it.
gap_after: 2 months
counts: working days
met_by: [section_47.ended_on|section_47_outcome]
rests_on: [section_47, cin_episode]
per: subject
settings:
  s47_outcome_working_days:
    value: 15
    basis: Heed's default until the authority sets its own; the time in which the conference of an enquiry is to be held
why: A child thought to be at risk of significant harm cannot wait for a decision on how to be kept safe.
about: >-
  Each enquiry is to be concluded within the authority's own number of working days of its start, counted from the day
  after. It is concluded on the day recorded, or on the day of its initial conference, whichever is first. The CIN
  census has no end date for an enquiry: with the census alone only a conference held in time shows one concluded, and
  of every other it cannot be told, since it may have been concluded before its conference. Where no conference was
  required and no day is recorded, the enquiry was concluded but nobody can tell when. Where the case
  closed, or the child turned 18 or died, by the due day, nothing was owed; where that came later with the enquiry open,
  it was missed.
---*/
select
    s.subject_id,
    s.record_id as occasion_id,
    s.started_on as arose_on,
    case
        when s.conference_on is not null or s.concluded_on is not null or not coalesce(s.no_conference, false)
            then working_days_after(s.started_on, try_cast(setting('s47_outcome_working_days') as integer))
    end as due_on,
    least(s.concluded_on, s.conference_on) as met_on,
    e.ended_on as stopped_on,
    e.reason as stopped_why,
    case
        when s.no_conference and s.concluded_on is null then 'the day it was decided that no conference was required'
    end as missing
from section_47_as_at s
left join case_end e on e.subject_id = s.subject_id and s.started_on between e.from_on and e.ended_on
