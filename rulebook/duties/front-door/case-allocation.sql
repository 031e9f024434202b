/*---
id: case-allocation
kind: duty
title: Every open case has a named worker
area: front door
subject: child
force: local
number: local
source: >-
  Local practice standard; unallocated work is what Ofsted's inspectors ask for first, and no law or guidance sets a
  number
in_force: 2014-01-01..
reads: [cin_episode, case_end, allocation, social_worker]
owner: team manager
warn: 1 working day
harm: high
harm_why: Nobody may be answerable for the child's safety, and danger may go unseen.
gap_after: 3 months
counts: working days
met_by: [allocation]
rests_on: [cin_episode]
recurs: true
per: subject
settings:
  case_allocation_working_days:
    value: 1
    basis: Heed's default until the authority sets its own
why: A child whose case is nobody's is seen by nobody.
about: >-
  From the day a case was opened, and from each day on which its last worker left it, a social worker or personal
  adviser is to be allocated within the authority's own number of working days; a social worker named in the looked-
  after return counts. A gap of no whole day starts no clock. Where the case ended by the due day nothing was owed;
  where it ended later with nobody allocated, it was missed. Known from when allocations are recorded: the looked-after
  return alone says nothing of children who are not looked after.
---*/
with held as (
    select
        subject_id,
        started_on,
        case when ended_on between started_on and $as_at then ended_on else date '9999-12-31' end as ended_on
    from allocation
    where started_on <= $as_at and role in ('social worker', 'personal adviser')
    union all
    select
        subject_id,
        started_on,
        case when ended_on between started_on and $as_at then ended_on else date '9999-12-31' end as ended_on
    from social_worker
    where started_on <= $as_at
),

covered as (
    select
        subject_id,
        started_on,
        max(ended_on) over (
            partition by subject_id order by started_on range between unbounded preceding and current row
        ) as until_on,
        lag(started_on) over (partition by subject_id order by started_on, ended_on) as last_on,
        lead(started_on) over (partition by subject_id order by started_on, ended_on) as next_on
    from held
),

need as (
    select
        n.subject_id,
        n.referred_on,
        lead(n.referred_on) over (partition by n.subject_id order by n.referred_on) as next_referred_on,
        e.ended_on,
        e.reason
    from cin_episode n
    left join case_end e on e.subject_id = n.subject_id and n.referred_on between e.from_on and e.ended_on
    where n.referred_on <= $as_at
),

clocks as (
    select
        n.subject_id,
        n.referred_on as opened_on,
        case when b.until_on > n.referred_on then n.referred_on else a.started_on end as met_on,
        n.ended_on,
        n.reason
    from need n
    left join covered b
        on b.subject_id = n.subject_id and b.started_on <= n.referred_on
        and coalesce(b.next_on, date '9999-12-31') > n.referred_on
    left join covered a
        on a.subject_id = n.subject_id and a.started_on >= n.referred_on
        and coalesce(a.last_on, date '0001-01-01') < n.referred_on
    union all
    select
        c.subject_id,
        c.until_on as opened_on,
        c.next_on as met_on,
        n.ended_on,
        n.reason
    from covered c
    inner join need n
        on n.subject_id = c.subject_id and n.referred_on < c.until_on
        and coalesce(n.next_referred_on, date '9999-12-31') >= c.until_on
    where c.until_on <= $as_at and (c.next_on is null or c.next_on > c.until_on)
)

select
    subject_id,
    subject_id || '/' || opened_on as occasion_id,
    opened_on as arose_on,
    working_days_after(opened_on, try_cast(setting('case_allocation_working_days') as integer)) as due_on,
    case when ended_on is null or met_on <= ended_on then met_on end as met_on,
    ended_on as stopped_on,
    reason as stopped_why
from clocks
where ended_on is null or opened_on < ended_on
