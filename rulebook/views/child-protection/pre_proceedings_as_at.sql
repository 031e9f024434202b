/*---
id: pre_proceedings_as_at
kind: view
title: Pre-proceedings as at the day
area: child protection
subject: child
reads: [pre_proceedings, legal_meeting]
per: subject
about: >-
  One row for each time a child was in pre-proceedings, or a legal planning meeting decided that the child should be.
  opened_on is the day of the first such decision in the three months before it began or, where none is recorded, the
  day it began. A decision made while it was already under way is no new one. started_on is blank where only the
  decision is recorded. ended_on is the day it was decided to step up or down, or the application to court, whichever
  was first. What was recorded after the day is blank.
---*/
with decision as (
    select
        subject_id,
        decided_on
    from legal_meeting
    where decision = 'pre-proceedings' and decided_on <= $as_at
),

begun as (
    select
        subject_id,
        record_id,
        started_on,
        case when letter_sent_on <= $as_at then letter_sent_on end as letter_sent_on,
        case when first_meeting_on <= $as_at then first_meeting_on end as first_meeting_on,
        least(
            case when decided_on <= $as_at then decided_on end,
            case when court_application_on <= $as_at then court_application_on end
        ) as ended_on,
        family_meeting_offered
    from pre_proceedings
    where started_on <= $as_at
),

first_begun as (
    select *
    from begun
    qualify row_number() over (partition by subject_id, started_on order by record_id) = 1
),

placed as (
    select
        d.subject_id,
        d.decided_on,
        case when d.decided_on >= after.started_on - interval 3 month then after.record_id end as record_id,
        during.record_id is not null and (during.ended_on is null or during.ended_on > d.decided_on) as under_way
    from decision d
    asof left join first_begun after on after.subject_id = d.subject_id and d.decided_on <= after.started_on
    asof left join first_begun during on during.subject_id = d.subject_id and during.started_on < d.decided_on
),

decided as (
    select
        record_id,
        min(decided_on) as decided_on
    from placed
    where record_id is not null and not under_way
    group by record_id
)

select
    b.subject_id,
    b.subject_id || '/' || coalesce(d.decided_on, b.started_on) as occasion_id,
    coalesce(d.decided_on, b.started_on) as opened_on,
    b.started_on,
    b.letter_sent_on,
    b.first_meeting_on,
    b.ended_on,
    b.family_meeting_offered
from begun b
left join decided d on d.record_id = b.record_id
union all
select
    subject_id,
    subject_id || '/' || decided_on as occasion_id,
    decided_on as opened_on,
    null as started_on,
    null as letter_sent_on,
    null as first_meeting_on,
    null as ended_on,
    null as family_meeting_offered
from placed
where record_id is null and not under_way
