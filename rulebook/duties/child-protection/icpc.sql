/*---
id: icpc
kind: duty
title: Initial child protection conference within 15 working days of the strategy discussion
area: child protection
subject: child
force: statutory guidance
number: statutory guidance
source: >-
  Working Together to Safeguard Children, HM Government, 2023, chapter 3, page 92, first bullet (the same in earlier
  editions, from memory; the 2026 edition could not be read); the 15 working days also in the footnotes of DfE's
  Characteristics of children in need
in_force: 2013-04-15..
reads: [section_47_as_at, case_end]
owner: conference chair
warn: 8 working days
harm: high
harm_why: A child at risk of serious harm may have no agreed plan to keep them safe.
gap_after: 3 months
counts: working days
met_by: [section_47]
rests_on: [section_47, cin_episode]
per: subject
why: The conference is where everyone who knows the child agrees what will keep the child safe.
about: >-
  Each section 47 enquiry that needs a conference is owed one within 15 working days of the strategy discussion that
  began it, counted from the day after. The CIN census has no date for the discussion, so the start of the enquiry
  stands for it, as in the DfE's statistics. Met by the conference recorded with the enquiry, or else by the first that
  the referral or the list of conferences has before another enquiry began; a transfer-in conference does not count.
  Nothing is owed where no conference was required. Until that is decided the clock runs, since a plan may be needed;
  once the time is over, or the enquiry has ended, with neither a conference nor a decision recorded, it cannot be told. Nothing excuses a
  delay: a manager's agreement to one is not in the census. Where the case closed (as it does when another authority
  takes it over), or the child turned 18 or died, by the due day, nothing was owed; where that came later without a
  conference, it was missed.
---*/
with timed as (
    select
        *,
        working_days_after(started_on, 15) as due_on,
        conference_on is null and no_conference is null as undecided
    from section_47_as_at
    where conference_on is not null or not coalesce(no_conference, false)
)

select
    t.subject_id,
    t.record_id as occasion_id,
    t.started_on as arose_on,
    t.due_on,
    t.conference_on as met_on,
    e.ended_on as stopped_on,
    e.reason as stopped_why,
    case
        when t.undecided and (t.concluded_on is not null or t.due_on < $as_at) then 'whether a conference was required'
    end as missing,
    case when t.undecided then 'Nobody has recorded that a conference is needed' end as detail
from timed t
left join case_end e on e.subject_id = t.subject_id and t.started_on between e.from_on and e.ended_on
