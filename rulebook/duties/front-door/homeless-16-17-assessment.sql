/*---
id: homeless-16-17-assessment
kind: duty
title: Homeless young person of 16 or 17 assessed within 45 working days
area: front door
subject: child
force: statutory guidance
number: statutory guidance
source: >-
  Prevention of homelessness and provision of accommodation for 16 and 17 year old young people, MHCLG and DfE, April
  2018, from memory, paragraph not checked; Children Act 1989, sections 17 and 20
in_force: 2018-04-01..
reads: [homeless_presentation, case_end]
owner: team manager
warn: 10 working days
counts: working days
why: A teenager with nowhere to live may be a child in need whom the authority must look after, not a housing case.
about: >-
  From the day a young person of 16 or 17 came to the authority as homeless, an assessment under section 17 and a
  decision whether section 20 applies are owed within 45 working days, counted from the day after. Both are needed, so
  it is met on the later of the two days. A bed for the same night is not waited for: it has no clock here, and detail
  says where none is recorded. A young person who declined after advice is excused; turning 18, or the end of the case,
  stops the clock.
---*/
with came as (
    select
        subject_id,
        record_id,
        presented_on,
        working_days_after(presented_on, 45) as due_on,
        case when assessed_on <= $as_at then assessed_on end as assessed_on,
        case when section_20_decided_on <= $as_at then section_20_decided_on end as decided_on,
        coalesce(declined_on <= $as_at, false) as declined,
        coalesce(accommodated_on <= $as_at, false) as accommodated
    from homeless_presentation
    where presented_on <= $as_at
),

judged as (
    select
        *,
        case
            when assessed_on is not null and decided_on is not null then greatest(assessed_on, decided_on)
        end as met_on
    from came
)

select
    j.subject_id,
    j.record_id as occasion_id,
    j.presented_on as arose_on,
    j.due_on,
    j.met_on,
    case
        when j.met_on is not null then null
        when j.declined then 'The young person declined'
        when e.ended_on <= j.due_on then 'Not owed: ' || e.reason || ' first'
        when e.ended_on is not null then 'Missed: ' || e.reason || ' without it'
    end as excused,
    case
        when j.met_on is null and j.assessed_on is not null then 'Assessed; the decision on section 20 is not recorded'
        when j.met_on is null and not j.accommodated then 'No accommodation recorded'
    end as detail
from judged j
asof left join case_end e on e.subject_id = j.subject_id and j.presented_on <= e.ended_on
