/*---
id: drift_section_20
kind: view
title: Section 20 for over 3 months without a plan
area: looked after
subject: child
reads: [legal_spell, permanence_care, permanence_plan, review_meeting, care_plan, covered_days]
rests_on: [episode, care_plan|permanence_plan|review_meeting.permanence_plan]
drift: {order: 4, kind: section-20, title: Section 20 without a plan}
settings:
  drift_section_20_months:
    value: 3
    basis: Heed's default until the authority sets its own
about: >-
  One row for each child accommodated under section 20 (V2) without a break for over three months on the day, in whose
  period of care neither a care plan nor a plan for permanence is recorded, nor a review that noted one. A care plan of
  the three months before coming into care counts. The three months are local: section 20 has no limit in law, which is
  why a child can drift in it. A child for whom the three months were full before the first collection year (from 1 April)
  with any such plan recorded is left out, and so is every child where none is recorded at all: of them it cannot be told.
  Where the records of care end before the day, known_to is the last day that they cover, and the days waited are those of
  that day: whether the child is still accommodated is not known.
---*/
with known as (
    select least(max(to_on), $as_at::date) as known_to
    from covered_days
    where record_type = 'episode'
),

plan as (
    select
        subject_id,
        recorded_on
    from care_plan
    where recorded_on <= $as_at
    union all
    select
        subject_id,
        recorded_on
    from permanence_plan
    where recorded_on <= $as_at
    union all
    select
        subject_id,
        held_on as recorded_on
    from review_meeting
    where held_on <= $as_at and permanence_plan
),

recorded as (
    select (date_trunc('year', min(recorded_on) - interval 3 month) + interval 3 month)::date as begun_on
    from plan
),

latest as (
    select
        subject_id,
        max(recorded_on) as recorded_on
    from plan
    group by subject_id
),

accommodated as (
    select
        l.subject_id,
        l.care_started_on,
        l.started_on,
        (l.started_on + to_months(try_cast(setting('drift_section_20_months') as integer)))::date as limit_on,
        coalesce(k.known_to, $as_at::date) as known_to
    from legal_spell l
    cross join known k
    inner join permanence_care c on c.subject_id = l.subject_id and c.started_on = l.care_started_on
    where l.legal_status = 'V2' and l.ended_on is null and c.ended_on is null
)

select
    a.subject_id,
    a.subject_id || '/' || a.started_on as occasion_id,
    'no care plan or plan for permanence' as stage,
    a.started_on as begun_on,
    a.limit_on,
    a.known_to - a.started_on as waited_days,
    case when a.known_to < $as_at then a.known_to end as known_to
from accommodated a
cross join recorded r
left join latest p on p.subject_id = a.subject_id and p.recorded_on >= (a.care_started_on - interval 3 month)::date
where p.subject_id is null and a.limit_on < a.known_to and a.limit_on >= r.begun_on
