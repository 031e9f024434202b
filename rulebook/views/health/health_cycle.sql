/*---
id: health_cycle
kind: view
title: From one health event to the next, in care
area: health
subject: child
reads: [care_to_18, health_assessment, dental_check, sdq]
about: >-
  One row for each stretch of a period of care between two events of one kind: a health assessment of either kind, a
  dental check, or a strengths and difficulties questionnaire (SDQ). Number 0 begins with care, the others each with an
  event; next_on and next_outcome (held, declined, no teeth, disability) tell the event that ended the stretch, blank
  while it is open. Two events on one day are one, and held where either was. An SDQ without a score is an event only
  where the carer or the child refused (SDQ2, SDQ5) or the disability was too severe (SDQ3). since_on is the start of the
  first collection year (from 1 April) with any event of the kind, blank where there is none. Where care began before
  it, or before the first episode known, whole is false and number 0 begins at since_on or care's first known day, if
  later: what came before would be older than the records, so no clock starts sooner.
---*/
with event as (
    select
        subject_id,
        'assessment' as kind,
        held_on as on_day,
        'held' as outcome
    from health_assessment
    where held_on <= $as_at
    union all
    select
        subject_id,
        'assessment' as kind,
        declined_on as on_day,
        'declined' as outcome
    from health_assessment
    where declined_on <= $as_at
    union all
    select
        subject_id,
        'dental check' as kind,
        checked_on as on_day,
        case when refused then 'declined' when no_teeth then 'no teeth' else 'held' end as outcome
    from dental_check
    where checked_on <= $as_at
    union all
    select
        subject_id,
        'questionnaire' as kind,
        scored_on as on_day,
        case when score is not null then 'held' when reason = 'SDQ3' then 'disability' else 'declined' end as outcome
    from sdq
    where scored_on <= $as_at and (score is not null or reason in ('SDQ2', 'SDQ3', 'SDQ5'))
),

recorded as (
    select
        k.kind,
        (date_trunc('year', min(e.on_day) - interval 3 month) + interval 3 month)::date as since_on
    from (values ('assessment'), ('dental check'), ('questionnaire')) k(kind)
    left join event e on e.kind = k.kind
    group by k.kind
),

one_day as (
    select
        subject_id,
        kind,
        on_day,
        case when bool_or(outcome = 'held') then 'held' else min(outcome) end as outcome
    from event
    group by subject_id, kind, on_day
),

opened as (
    select
        c.care_id,
        r.kind,
        0 as number,
        greatest(c.started_on, r.since_on) as opened_on,
        null as outcome
    from care_to_18 c
    cross join recorded r
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
    f.next_outcome,
    c.until_on,
    c.ended_by,
    c.born_on,
    r.since_on,
    coalesce(c.start_known and c.started_on >= r.since_on, false) as whole
from followed f
inner join care_to_18 c on c.care_id = f.care_id
inner join recorded r on r.kind = f.kind
where
    c.until_on is null
    or f.opened_on < c.until_on and r.since_on < c.until_on
