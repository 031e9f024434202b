/*---
id: health_cycle
kind: view
title: From one health event to the next, in care
area: health
subject: child
reads: [care_to_18, health_assessment, dental_check, sdq]
per: subject
about: >-
  One row for each stretch of a period of care between two events of one kind: a health assessment of either kind, a
  dental check, or a strengths and difficulties questionnaire (SDQ). Number 0 begins with care, or its first known
  day, the others each with an event; next_on is the event that ended the stretch, blank while it is open, and met_on
  the same where it was held and not declined. Two events on one day are one, and held where either was. An SDQ
  without a score is an event only where the carer or the child refused (SDQ2, SDQ5) or the disability was too severe
  (SDQ3). stopped_on and stopped_why say that the event was declined, or that care ended or the child turned 18
  without one; where there was none to hold (no teeth, too severe a disability) there is no day.
---*/
with event as (
    select
        subject_id,
        'assessment' as kind,
        unnest([held_on, declined_on]) as on_day,
        unnest(['held', 'the child declined']) as outcome
    from health_assessment
    union all
    select
        subject_id,
        'dental check' as kind,
        checked_on as on_day,
        case when refused then 'the child declined' when no_teeth then 'the child had no teeth yet' else 'held' end as outcome
    from dental_check
    union all
    select
        subject_id,
        'questionnaire' as kind,
        scored_on as on_day,
        case
            when score is not null then 'held'
            when reason = 'SDQ3' then 'the child’s disability is too severe for the questionnaire'
            else 'the carer or the child refused'
        end as outcome
    from sdq
    where score is not null or reason in ('SDQ2', 'SDQ3', 'SDQ5')
),

one_day as (
    select
        subject_id,
        kind,
        on_day,
        case when bool_or(outcome = 'held') then 'held' else min(outcome) end as outcome
    from event
    where on_day <= $as_at
    group by subject_id, kind, on_day
),

opened as (
    select
        care_id,
        unnest(['assessment', 'dental check', 'questionnaire']) as kind,
        0 as number,
        started_on as opened_on,
        null as outcome
    from care_to_18
    union all
    select
        c.care_id,
        o.kind,
        1 as number,
        o.on_day as opened_on,
        o.outcome
    from one_day o
    inner join care_to_18 c on c.subject_id = o.subject_id and o.on_day between c.started_on and c.counts_to_on
),

followed as (
    select
        care_id,
        kind,
        row_number() over one_care - 1 as number,
        opened_on,
        lead(opened_on) over one_care as next_on,
        lead(outcome) over one_care as next_outcome
    from opened
    window one_care as (partition by care_id, kind order by number, opened_on)
)

select
    c.subject_id,
    c.care_id,
    f.kind,
    f.number,
    case when f.number = 0 then c.care_id else c.care_id || '/' || f.opened_on end as occasion_id,
    f.opened_on,
    f.next_on,
    case when f.next_outcome = 'held' then f.next_on end as met_on,
    c.until_on,
    case
        when f.next_on is null then c.until_on
        when f.next_outcome in ('the child declined', 'the carer or the child refused') then f.next_on
    end as stopped_on,
    case when f.next_on is null then c.ended_by else nullif(f.next_outcome, 'held') end as stopped_why,
    c.born_on
from followed f
inner join care_to_18 c on c.care_id = f.care_id
where c.until_on is null or f.opened_on < c.until_on
