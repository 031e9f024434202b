/*---
id: cl-eet-plan
kind: duty
title: Help for a care leaver not in education, work or training
area: care leavers
subject: child
force: local
number: local
source: Local offer for care leavers (Children and Social Work Act 2017, section 2); both numbers are local
in_force: 2013-01-01..
reads: [care_leaver_as_at, activity_status, activity_action]
owner: allocated_worker
warn: 5 working days
harm: medium
harm_why: Weeks without work, training or company can make it harder to start again.
gap_after: 3 months
counts: working days
met_by: [activity_action]
rests_on: [activity_status]
per: subject
settings:
  neet_action_working_days:
    value: 20
    basis: Heed's default until the authority sets its own; no law or guidance gives a number
  neet_action_months:
    value: 1
    basis: Heed's default until the authority sets its own; no law or guidance gives a number
why: Months without anything to get up for are hard to come back from.
about: >-
  When a relevant or former relevant young person is recorded as not in education, work or training (G5), a first step
  of help is owed within some working days, and another within some months of each step while that lasts: one clock
  for each. Illness, disability, pregnancy and parenting (G4, G6) are not asked about; a status not known changes
  nothing. Where that time ended by the due day nothing more was owed; where later, the step was missed.
---*/
with status as (
    select
        subject_id,
        recorded_on,
        activity = 'G5' as is_neet,
        lag(activity = 'G5') over (partition by subject_id order by recorded_on) as was_neet
    from activity_status
    where recorded_on <= $as_at and activity <> '0' and known_code('activity', activity)
),

changed as (
    select
        subject_id,
        recorded_on,
        is_neet,
        lead(recorded_on) over (partition by subject_id order by recorded_on) as until_on
    from status
    where is_neet is distinct from was_neet
),

spell as (
    select
        s.subject_id,
        greatest(s.recorded_on, c.left_on) as started_on,
        least(s.until_on, c.ended_on) as ended_on,
        case when s.until_on <= coalesce(c.ended_on, s.until_on) then 'another status was recorded' else c.ended_by end as ended_by
    from changed s
    inner join care_leaver_as_at c on c.subject_id = s.subject_id
    where
        s.is_neet and coalesce(s.until_on > c.left_on, c.left_on is not null)
        and coalesce(s.recorded_on < c.ended_on, true)
),

opened as (
    select
        subject_id,
        started_on,
        0 as place,
        started_on as opened_on,
        working_days_after(started_on, try_cast(setting('neet_action_working_days') as integer)) as due_on
    from spell
    union all
    select
        p.subject_id,
        p.started_on,
        1 as place,
        a.done_on as opened_on,
        (a.done_on + to_months(try_cast(setting('neet_action_months') as integer)))::date as due_on
    from activity_action a
    asof join spell p on p.subject_id = a.subject_id and p.started_on <= a.done_on
    where a.done_on <= coalesce(p.ended_on, $as_at)
),

followed as (
    select
        *,
        lead(opened_on) over (partition by subject_id, started_on order by opened_on, place) as next_on
    from opened
)

select
    p.subject_id,
    p.subject_id || '/' || p.started_on || case when f.place = 0 then '' else '/' || f.opened_on end as occasion_id,
    f.opened_on as arose_on,
    f.due_on,
    f.next_on as met_on,
    p.ended_on as stopped_on,
    case when p.ended_on is not null then p.ended_by end as stopped_why,
    case when f.place = 0 then 'First step' else 'Next step' end as detail
from followed f
inner join spell p on p.subject_id = f.subject_id and p.started_on = f.started_on
where p.ended_on is null or f.opened_on < p.ended_on
