/*---
id: permanence-tracking-meeting
kind: duty
title: Permanence tracking meetings
area: permanence and adoption
subject: child
force: local
number: local
source: Local practice; the weeks are a local default, which each authority must set for itself
in_force: 2011-04-01..
reads: [permanence_care, permanence_meeting, permanence_plan]
owner: permanence panel chair
warn: 2 weeks
counts: days
settings:
  permanence_meeting_first_weeks: {value: "10", basis: "Local default; no statute or guidance gives a number"}
  permanence_meeting_next_weeks: {value: "8", basis: "Local default, from the usual six to eight weeks"}
why: A child's move to a permanent home drifts unless somebody asks about it every few weeks.
about: >-
  A first meeting is owed so many weeks after the child came into care, and the next so many weeks after each meeting,
  until permanence is recorded as achieved, the child turns 18 or care ends: one clock for each stretch, and meetings
  on one day are one. Where that end came by the due day nothing was owed; where it came later the clock stops as
  missed. Clocks that fell due before the first collection year (from 1 April) with any meeting recorded, and first
  meetings of a child whose coming into care is not known, cannot be told, and are left out once they have ended. The
  weeks are local, not law.
---*/
with held as (
    select distinct
        subject_id,
        held_on
    from permanence_meeting
    where held_on <= $as_at
),

recorded as (
    select (date_trunc('year', min(held_on) - interval 3 month) + interval 3 month)::date as since_on
    from held
),

achieved as (
    select
        c.care_id,
        min(p.achieved_on) as achieved_on
    from permanence_plan p
    asof inner join permanence_care c on c.subject_id = p.subject_id and c.started_on <= p.achieved_on
    where p.achieved_on <= $as_at
    group by c.care_id
),

tracked as (
    select
        c.subject_id,
        c.care_id,
        c.started_on,
        c.start_known,
        least(a.achieved_on, c.ended_on) as ended_on,
        case when a.achieved_on <= coalesce(c.ended_on, a.achieved_on) then 'permanence was achieved' else c.ended_how
        end as ended_how
    from permanence_care c
    left join achieved a on a.care_id = c.care_id
),

opened as (
    select
        care_id,
        started_on as opened_on,
        true as is_first
    from tracked
    union all
    select
        t.care_id,
        h.held_on as opened_on,
        false as is_first
    from held h
    asof inner join tracked t on t.subject_id = h.subject_id and t.started_on <= h.held_on
    where t.ended_on is null or h.held_on <= t.ended_on
),

followed as (
    select
        *,
        lead(opened_on) over (partition by care_id order by is_first desc, opened_on) as next_on
    from opened
),

timed as (
    select
        t.subject_id,
        t.care_id,
        f.opened_on,
        f.next_on,
        f.is_first,
        t.start_known,
        t.ended_on,
        t.ended_how,
        f.opened_on + 7 * case
            when f.is_first then try_cast(setting('permanence_meeting_first_weeks') as integer)
            else try_cast(setting('permanence_meeting_next_weeks') as integer)
        end as due_on
    from followed f
    inner join tracked t on t.care_id = f.care_id
    where f.is_first or t.ended_on is null or f.opened_on < t.ended_on
),

judged as (
    select
        t.*,
        coalesce(t.due_on >= r.since_on and (t.start_known or not t.is_first), false) as told
    from timed t
    cross join recorded r
)

select
    subject_id,
    care_id || case when is_first then '/first' else '/' || opened_on end as occasion_id,
    opened_on as arose_on,
    case when told then due_on end as due_on,
    next_on as met_on,
    case
        when next_on is not null or ended_on is null then null
        when ended_on <= due_on then 'Not owed: ' || ended_how || ' first'
        else 'Missed: ' || ended_how || ' without this meeting'
    end as excused
from judged
where told or ended_on is null and next_on is null
