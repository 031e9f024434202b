/*---
id: visiting_clock
kind: view
title: From one visit to a looked-after child to the next
area: looked after
subject: child
reads: [visiting_phase, care_visit]
per: subject
about: >-
  One row for each stretch in which one visit is owed to a looked-after child, and which paragraph of reg 28 asks
  for it (rule); a child is in one such stretch at a time. A stretch begins with a placement or an arrangement that
  asks for a first visit within a week, with a visit at which the child was seen, or where another paragraph begins
  to apply: the time since the last visit then counts on, and counted_from_on is that visit's day. A visit on the
  first day of a placement counts for the place the child left. A visit already overdue when another paragraph
  begins stays one clock; but a placement that has lasted 18 months without any visit has another from its
  anniversary, within the six months that are the longest any paragraph allows, as the first may have been made
  before visits were recorded. Visits recorded as placed for adoption are not counted. due_on is blank, and missing
  says why, where it cannot be told: the day the placement began is not known, a date of the child's cannot be
  right, or the only visit in time does not say whether the child was seen. Such stretches are left out once they
  are over.
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

opened as (
    select
        *,
        started_on as opened_on,
        false as is_visit,
        null::boolean as seen_alone
    from visiting_phase
    union all
    select
        p.* replace (false as restarts),
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

counted as (
    select
        *,
        is_visit or coalesce(not restarts and last_visit_on > coalesce(restarted_on, last_visit_on - 1), false) as visited,
        greatest(last_visit_on, restarted_on) as counted_from_on
    from based
),

dated as (
    select
        *,
        (counted_from_on + case
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
    from counted
),

unbroken as (
    select *
    from dated
    window one_stay as (partition by subject_id, stay_started_on order by opened_on, is_visit desc)
    qualify
        is_visit or restarts or lag(opened_on) over one_stay is null or lag(due_on) over one_stay >= opened_on
),

followed as (
    select
        *,
        case when lead(is_visit) over one_stay then lead(opened_on) over one_stay end as met_on,
        lead(opened_on) over one_stay as next_on,
        lead(seen_alone) over one_stay as next_seen_alone
    from unbroken
    window one_stay as (partition by subject_id, stay_started_on order by opened_on, is_visit desc)
),

judged as (
    select
        f.*,
        case when f.met_on is null then coalesce(f.next_on, f.stay_ended_on) end as stopped_on,
        case
            when f.missing is not null then f.missing
            when f.due_on is null then 'the day the placement started'
            when u.visited_on > f.opened_on and coalesce(f.met_on > f.due_on, true)
                then 'whether the child was seen at a visit made in time'
        end as unknown
    from followed f
    asof left join (select subject_id, visited_on from seen where seen is null) u
        on u.subject_id = f.subject_id and u.visited_on <= f.due_on
    where not coalesce(f.is_visit and f.opened_on >= f.ended_on, false)
),

with_unseen as (
    select *
    from judged
    union all
    select * replace (
        'later' as rule,
        (opened_on + interval 1 year)::date as opened_on,
        (opened_on + interval 1 year)::date as counted_from_on,
        (opened_on + interval 18 month)::date as due_on
    )
    from judged
    where
        rule = 'first visit' and unknown is null
        and coalesce(met_on, stopped_on, $as_at::date) > opened_on + interval 18 month
)

select
    subject_id,
    rule,
    subject_id || '/' || opened_on as occasion_id,
    opened_on,
    coalesce(counted_from_on, opened_on) as counted_from_on,
    case when unknown is null then due_on end as due_on,
    case when unknown is null then met_on end as met_on,
    stopped_on,
    case
        when stopped_on is null then null
        when next_on is not null then 'another visiting rule began'
        when until_18 then 'the child turned 18'
        else 'the placement ended'
    end as stopped_why,
    unknown as missing,
    case when unknown is null and met_on is not null and not next_seen_alone then 'The child was not seen alone' end as detail
from with_unseen
where unknown is null or met_on is null and stopped_on is null
