/*---
id: visiting_clock
kind: view
title: From one visit to a looked-after child to the next
area: looked after
subject: child
reads: [visiting_phase, care_visit]
about: >-
  One row for each stretch in which one visit is owed to a looked-after child, and which paragraph of reg 28 asks for
  it (rule); a child is in one such stretch at a time. A stretch begins with a placement or an arrangement that asks
  for a first visit within a week, with a visit at which the child was seen, or where another paragraph begins to
  apply: the time since the last visit then counts on. A visit on the first day of a placement counts for the place
  the child left. A visit already overdue when another paragraph begins stays one clock. Visits recorded as placed
  for adoption are not counted. due_on is blank where it cannot be told: no visit is recorded anywhere yet, the visit
  fell due before the first collection year (from 1 April) with any visit recorded, or the only visit in time does not
  say whether the child was seen. Such stretches are left out once they are over.
---*/
with seen as (
    select
        subject_id,
        visited_on,
        bool_or(coalesce(seen, seen_alone)) as seen,
        bool_or(seen_alone) as seen_alone
    from care_visit
    where kind <> 'adoption' and visited_on <= $as_at
    group by subject_id, visited_on
),

recorded as (
    select (date_trunc('year', min(visited_on) - interval 3 month) + interval 3 month)::date as since_on
    from seen
),

opened as (
    select
        subject_id,
        stay_started_on,
        stay_ended_on,
        until_18,
        ended_on,
        regime,
        reviewed,
        restarts,
        started_on as opened_on,
        false as is_visit,
        null::boolean as seen_alone
    from visiting_phase
    union all
    select
        p.subject_id,
        p.stay_started_on,
        p.stay_ended_on,
        p.until_18,
        p.ended_on,
        p.regime,
        p.reviewed,
        false as restarts,
        v.visited_on as opened_on,
        true as is_visit,
        v.seen_alone
    from seen v
    inner join visiting_phase p
        on p.subject_id = v.subject_id and p.started_on < v.visited_on
        and v.visited_on <= coalesce(p.ended_on, $as_at::date)
    where v.seen
),

based as (
    select
        *,
        max(case when is_visit then opened_on end) over so_far as last_visit_on,
        max(case when restarts then opened_on end) over so_far as restarted_on
    from opened
    window so_far as (
        partition by subject_id, stay_started_on order by opened_on, is_visit desc
        rows between unbounded preceding and current row
    )
),

since as (
    select
        *,
        is_visit or coalesce(not restarts and last_visit_on > restarted_on, false) as visited,
        greatest(last_visit_on, restarted_on) as since_on
    from based
),

dated as (
    select
        *,
        (since_on + case
            when not visited then interval 7 day
            when regime = 'long-term agreed' then interval 6 month
            when regime = 'meant to last' then interval 3 month
            when regime in ('first year', 'later', 'care order') then interval 42 day
            when not reviewed then interval 7 day
            when regime = 'before assessment' then interval 42 day
            else interval 28 day
        end)::date as due_on,
        case
            when regime in ('interim order', 'temporary approval', 'before assessment', 'care order') then regime
            when not visited then 'first visit'
            else regime
        end as rule
    from since
),

unbroken as (
    select *
    from dated
    qualify
        is_visit or restarts
        or lag(due_on) over (partition by subject_id, stay_started_on order by opened_on, is_visit desc) >= opened_on
),

followed as (
    select
        subject_id,
        rule,
        opened_on,
        due_on,
        until_18,
        coalesce(is_visit and opened_on >= ended_on, false) as is_over,
        case when lead(is_visit) over one_stay then lead(opened_on) over one_stay end as met_on,
        coalesce(lead(opened_on) over one_stay, stay_ended_on) as closed_on,
        lead(opened_on) over one_stay is null as stay_over,
        lead(seen_alone) over one_stay as seen_alone
    from unbroken
    window one_stay as (partition by subject_id, stay_started_on order by opened_on, is_visit desc)
),

judged as (
    select
        f.*,
        coalesce(f.due_on < r.since_on, true) as before_records,
        coalesce(u.visited_on > f.opened_on and coalesce(f.met_on > f.due_on, true), false) as seen_unclear
    from followed f
    cross join recorded r
    asof left join (select subject_id, visited_on from seen where seen is null) u
        on u.subject_id = f.subject_id and u.visited_on <= f.due_on
    where not f.is_over
)

select
    subject_id,
    rule,
    subject_id || '/' || opened_on as occasion_id,
    opened_on,
    case when not before_records and not seen_unclear then due_on end as due_on,
    case when not before_records and not seen_unclear then met_on end as met_on,
    case
        when met_on is not null or closed_on is null or seen_unclear then null
        when closed_on <= due_on then 'Not owed: '
        else 'Missed: '
    end || case
        when not stay_over then 'another visiting rule began'
        when until_18 then 'the child turned 18'
        else 'the placement ended'
    end || case when closed_on <= due_on then ' first' else ' without this visit' end as excused,
    case
        when seen_unclear then 'A visit was made in time; whether the child was seen is not recorded'
        when before_records then 'Visits from that time are not recorded'
        when met_on is not null and not seen_alone then 'The child was not seen alone'
    end as detail
from judged
where closed_on is null or not before_records and not seen_unclear
