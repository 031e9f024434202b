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
harm: medium
harm_why: A delay in finding the child a lasting home may go on because nobody asks about it.
gap_after: 3 months
counts: days
met_by: [permanence_meeting, permanence_plan.achieved_on]
rests_on: [episode]
recurs: true
per: subject
settings:
  permanence_meeting_first_weeks: {value: "10", basis: "Local default; no statute or guidance gives a number"}
  permanence_meeting_next_weeks: {value: "8", basis: "Local default, from the usual six to eight weeks"}
why: A child's move to a permanent home drifts unless somebody asks about it every few weeks.
about: >-
  A first meeting is owed so many weeks after the child came into care, and the next so many weeks after each meeting,
  until permanence is recorded as achieved, the child turns 18 or care ends: one clock for each stretch, and meetings
  on one day are one. Where that end came by the due day nothing was owed; where it came later without this meeting it
  was missed. First meetings of a child whose coming into care is not known cannot be told, and are left out once a
  meeting was held or the need for them has ended. Without a list of plans for permanence nobody can say that it was
  not achieved. The weeks are local, not law.
---*/
with achieved as (
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
    union
    select
        t.care_id,
        h.held_on as opened_on,
        false as is_first
    from permanence_meeting h
    asof inner join tracked t on t.subject_id = h.subject_id and t.started_on <= h.held_on
    where h.held_on <= least(t.ended_on, $as_at::date)
),

followed as (
    select
        *,
        lead(opened_on) over (partition by care_id order by is_first desc, opened_on) as next_on
    from opened
)

select
    t.subject_id,
    t.care_id || case when f.is_first then '/first' else '/' || f.opened_on end as occasion_id,
    f.opened_on as arose_on,
    case
        when not f.is_first then f.opened_on + 7 * try_cast(setting('permanence_meeting_next_weeks') as integer)
        when t.start_known then f.opened_on + 7 * try_cast(setting('permanence_meeting_first_weeks') as integer)
    end as due_on,
    f.next_on as met_on,
    t.ended_on as stopped_on,
    t.ended_how as stopped_why,
    case when f.is_first and not t.start_known then 'the day the child came into care' end as missing
from followed f
inner join tracked t on t.care_id = f.care_id
where
    case
        when not f.is_first then f.opened_on < coalesce(t.ended_on, $as_at::date + 1)
        else t.start_known or least(f.next_on, t.ended_on) is null
    end
