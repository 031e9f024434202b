/*---
id: homeless-16-17-assessment
kind: duty
title: Homeless young person of 16 or 17 assessed within 45 working days
area: front door
subject: child
force: statutory guidance
number: statutory guidance
source: >-
  Working Together to Safeguard Children, 2023, chapter 3, paragraph 155, page 59 (45 working days from the referral;
  the edition of March 2026 is not checked); Prevention of homelessness and provision of accommodation for 16 and 17
  year old young people, MHCLG and DfE, April 2018, chapter 3, paragraph not checked; Children Act 1989, sections 17 and
  20
in_force: 2018-04-01..
reads: [homeless_presentation, case_end]
owner: team manager
warn: 10 working days
harm: high
harm_why: A child may be without a safe home, and may turn 18 without the care they were owed.
gap_after: 6 months
counts: working days
met_by: [homeless_presentation]
rests_on: [homeless_presentation, cin_episode]
per: subject
why: A teenager with nowhere to live may be a child in need whom the authority must look after, not a housing case.
about: >-
  From the day a young person of 16 or 17 came to the authority as homeless, an assessment under section 17 and a
  decision whether section 20 applies are owed within 45 working days, counted from the day after. Both are needed, so
  it is met on the later of the two days. A bed for the same night is not waited for: it has no clock here, and detail
  says where none is recorded. Where the young person declined after advice or turned 18, or the case ended, by the due
  day nothing more was owed; where that came later without both, it was missed.
---*/
with came as (
    select
        subject_id,
        record_id,
        presented_on,
        case when assessed_on <= $as_at then assessed_on end as assessed_on,
        case when section_20_decided_on <= $as_at then section_20_decided_on end as decided_on,
        case when declined_on <= $as_at then declined_on end as declined_on,
        coalesce(accommodated_on <= $as_at, false) as accommodated
    from homeless_presentation
    where presented_on <= $as_at
)

select
    c.subject_id,
    c.record_id as occasion_id,
    c.presented_on as arose_on,
    working_days_after(c.presented_on, 45) as due_on,
    case when c.assessed_on is not null and c.decided_on is not null then greatest(c.assessed_on, c.decided_on) end as met_on,
    least(c.declined_on, e.ended_on) as stopped_on,
    case
        when c.declined_on <= coalesce(e.ended_on, c.declined_on) then 'the young person declined'
        else e.reason
    end as stopped_why,
    case
        when c.assessed_on is not null and c.decided_on is null then 'Assessed; the decision on section 20 is not recorded'
        when (c.assessed_on is null or c.decided_on is null) and not c.accommodated then 'No accommodation recorded'
    end as detail
from came c
left join case_end e on e.subject_id = c.subject_id and c.presented_on between e.from_on and e.ended_on
