/*---
id: disabled-transition-plan
kind: duty
title: Disabled young person's plan for adulthood, every year from 14
area: assessment
subject: child
force: local
number: local
source: >-
  Local number; the planning itself is asked for by the SEND Code of Practice: 0 to 25 years, 2015, chapter 8, and the
  Care Act 2014, section 58, which set no such interval
in_force: 2015-04-01..
reads: [child_as_at, cin_episode, transition_plan, case_end]
owner: allocated_worker
warn: 3 months
counts: days
settings:
  transition_plan_months:
    value: 12
    basis: Heed's default until the authority sets its own; the Code expects it in each annual review from year 9
why: Adult services do not appear on an 18th birthday by themselves; a family left to find out then loses years.
about: >-
  A disabled young person whose case is open is owed a plan for adulthood within twelve months of turning 14, or of
  the referral where that is later, and again within twelve months of each plan recorded. A plan recorded in the
  twelve months before that start begins the yearly clocks instead. Turning 18, or the end of the case, stops the
  clock. A child with no open case has none: care needs cannot be told from the records. A plan that fell due before
  the first collection year (from 1 April) with any such plan recorded cannot be told, and is left out once the case
  has ended. A birthday on 29 February falls on the 28th.
---*/
with plan as (
    select
        subject_id,
        recorded_on
    from transition_plan
    where recorded_on <= $as_at
),

recorded as (
    select (date_trunc('year', min(recorded_on) - interval 3 month) + interval 3 month)::date as since_on
    from plan
),

need as (
    select
        n.subject_id,
        n.record_id,
        n.referred_on,
        greatest(n.referred_on, (c.born_on + interval 14 year)::date) as begun_on
    from cin_episode n
    inner join child_as_at c on c.subject_id = n.subject_id
    where c.disabled and c.born_on is not null and n.referred_on <= $as_at and c.born_on + interval 14 year <= $as_at
),

spell as (
    select
        n.subject_id,
        n.record_id,
        n.begun_on,
        case when p.recorded_on > n.begun_on - interval 12 month then p.recorded_on else n.begun_on end as opened_on,
        e.ended_on,
        e.reason
    from need n
    asof left join case_end e on e.subject_id = n.subject_id and n.referred_on <= e.ended_on
    asof left join plan p on p.subject_id = n.subject_id and p.recorded_on <= n.begun_on
    where e.ended_on is null or n.begun_on < e.ended_on
),

opened as (
    select
        record_id,
        opened_on
    from spell
    union all
    select
        s.record_id,
        p.recorded_on as opened_on
    from plan p
    asof join spell s on s.subject_id = p.subject_id and s.begun_on < p.recorded_on
    where s.ended_on is null or p.recorded_on <= s.ended_on
),

followed as (
    select
        s.subject_id,
        s.ended_on,
        s.reason,
        o.record_id,
        o.opened_on,
        (o.opened_on + to_months(try_cast(setting('transition_plan_months') as integer)))::date as due_on,
        lead(o.opened_on) over (partition by o.record_id order by o.opened_on) as next_on
    from opened o
    inner join spell s on s.record_id = o.record_id
)

select
    f.subject_id,
    f.record_id || '/' || f.opened_on as occasion_id,
    f.opened_on as arose_on,
    case when f.due_on >= r.since_on then f.due_on end as due_on,
    f.next_on as met_on,
    case
        when f.next_on is not null or coalesce(f.due_on < r.since_on, true) then null
        when f.ended_on <= f.due_on then 'Not owed: ' || f.reason || ' first'
        when f.ended_on is not null then 'Missed: ' || f.reason || ' without this plan'
    end as excused
from followed f
cross join recorded r
where
    f.ended_on is null
    or f.opened_on < f.ended_on and (f.next_on is not null or f.due_on >= r.since_on)
