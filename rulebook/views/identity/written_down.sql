/*---
id: written_down
kind: view
title: What happened, and when it was first written down
area: identity
subject: child
reads: [referral, contact, assessment, cin_visit, cin_review, strategy_discussion, section_47, initial_conference, cp_review, core_group, cp_visit, care_visit, review, placement_review, serious_event, missing_episode, return_interview, dental_check, health_assessment, adviser_contact, pathway_review, permanence_meeting, recording_day_known]
per: subject
about: >-
  One row for each thing that happened to a child in the four years up to the day and that the records give a day for:
  contacts and referrals, assessments and enquiries (the day they began), visits, conferences, core groups, reviews,
  strategy discussions, interviews and checks. Written down is the day on which the record first came to Heed, by a
  person's entry or from a case system, not that on which it was last changed. area is where it belongs. left_out says
  why that day does not tell when it was written down: the record came with a yearly return or an extract (see
  recording_day_known), or was there before the day came, as of a thing planned. Of records that hold a plan and its
  outcome together, such as conference and review_meeting, the first day is that of the plan: they are not read.
---*/
with happened as (
    select
        subject_id,
        'referral' as record_type,
        record_id,
        'Front door' as area,
        referred_on as happened_on,
        first_recorded_at
    from referral
    union all
    select
        subject_id,
        'contact' as record_type,
        record_id,
        'Front door' as area,
        received_on as happened_on,
        first_recorded_at
    from contact
    union all
    select
        subject_id,
        'assessment' as record_type,
        record_id,
        'Assessment' as area,
        started_on as happened_on,
        first_recorded_at
    from assessment
    union all
    select
        subject_id,
        'cin_visit' as record_type,
        record_id,
        'Assessment' as area,
        visited_on as happened_on,
        first_recorded_at
    from cin_visit
    union all
    select
        subject_id,
        'cin_review' as record_type,
        record_id,
        'Assessment' as area,
        held_on as happened_on,
        first_recorded_at
    from cin_review
    union all
    select
        subject_id,
        'strategy_discussion' as record_type,
        record_id,
        'Child protection' as area,
        held_on as happened_on,
        first_recorded_at
    from strategy_discussion
    union all
    select
        subject_id,
        'section_47' as record_type,
        record_id,
        'Child protection' as area,
        started_on as happened_on,
        first_recorded_at
    from section_47
    union all
    select
        subject_id,
        'initial_conference' as record_type,
        record_id,
        'Child protection' as area,
        held_on as happened_on,
        first_recorded_at
    from initial_conference
    union all
    select
        subject_id,
        'cp_review' as record_type,
        record_id,
        'Child protection' as area,
        held_on as happened_on,
        first_recorded_at
    from cp_review
    union all
    select
        subject_id,
        'core_group' as record_type,
        record_id,
        'Child protection' as area,
        held_on as happened_on,
        first_recorded_at
    from core_group
    union all
    select
        subject_id,
        'cp_visit' as record_type,
        record_id,
        'Child protection' as area,
        visited_on as happened_on,
        first_recorded_at
    from cp_visit
    union all
    select
        subject_id,
        'care_visit' as record_type,
        record_id,
        'Looked after' as area,
        visited_on as happened_on,
        first_recorded_at
    from care_visit
    union all
    select
        subject_id,
        'review' as record_type,
        record_id,
        'Looked after' as area,
        reviewed_on as happened_on,
        first_recorded_at
    from review
    union all
    select
        subject_id,
        'placement_review' as record_type,
        record_id,
        'Looked after' as area,
        reviewed_on as happened_on,
        first_recorded_at
    from placement_review
    union all
    select
        subject_id,
        'serious_event' as record_type,
        record_id,
        'Looked after' as area,
        happened_on as happened_on,
        first_recorded_at
    from serious_event
    union all
    select
        subject_id,
        'missing_episode' as record_type,
        record_id,
        'Missing and exploitation' as area,
        started_on as happened_on,
        first_recorded_at
    from missing_episode
    union all
    select
        subject_id,
        'return_interview' as record_type,
        record_id,
        'Missing and exploitation' as area,
        held_at::date as happened_on,
        first_recorded_at
    from return_interview
    union all
    select
        subject_id,
        'dental_check' as record_type,
        record_id,
        'Health' as area,
        checked_on as happened_on,
        first_recorded_at
    from dental_check
    union all
    select
        subject_id,
        'health_assessment' as record_type,
        record_id,
        'Health' as area,
        held_on as happened_on,
        first_recorded_at
    from health_assessment
    union all
    select
        subject_id,
        'adviser_contact' as record_type,
        record_id,
        'Care leavers' as area,
        contact_on as happened_on,
        first_recorded_at
    from adviser_contact
    union all
    select
        subject_id,
        'pathway_review' as record_type,
        record_id,
        'Care leavers' as area,
        reviewed_on as happened_on,
        first_recorded_at
    from pathway_review
    union all
    select
        subject_id,
        'permanence_meeting' as record_type,
        record_id,
        'Permanence and adoption' as area,
        held_on as happened_on,
        first_recorded_at
    from permanence_meeting
),

dated as (
    select
        subject_id,
        record_type,
        record_id,
        area,
        happened_on,
        first_recorded_at::date as recorded_on
    from happened
    where happened_on > $as_at::date - interval 48 month and happened_on <= $as_at and first_recorded_at::date <= $as_at
)

select
    d.subject_id,
    d.record_type,
    d.record_id,
    d.area,
    d.happened_on,
    d.recorded_on,
    case
        when d.recorded_on < d.happened_on then 'on record before the day came'
        when not exists (
            select 1
            from recording_day_known k
            where k.record_type = d.record_type and d.happened_on between k.from_on and k.to_on
        ) then 'it came with a return or an extract, or in a first list: when it was written down is not known'
    end as left_out
from dated d
