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
harm: medium
harm_why: The young person may turn 18 with no care, place to live or day activity arranged.
gap_after: 12 months
counts: days
met_by: [transition_plan]
rests_on: [cin_episode]
recurs: true
per: subject
settings:
  transition_plan_months:
    value: 12
    basis: Heed's default until the authority sets its own; the Code expects it in each annual review from year 9
why: Adult services do not appear on an 18th birthday by themselves; a family left to find out then loses years.
about: >-
  A disabled young person whose case is open is owed a plan for adulthood within twelve months of turning 14, or of the
  referral where that is later, and again within twelve months of each plan recorded. A plan recorded in the twelve
  months before that start begins the yearly clocks instead. Where the young person turned 18, or the case ended, by the
  due day nothing more was owed; where that came later without the plan, it was missed. A child with no open case has no
  clock: care needs cannot be told from the records. A birthday on 29 February falls on the 28th.
---*/
with plan as (
    select
        subject_id,
        recorded_on,
        lead(recorded_on, 1, date '9999-12-31') over (partition by subject_id order by recorded_on) as next_recorded_on
    from transition_plan
    where recorded_on <= $as_at
),

need as (
    select
        n.subject_id,
        n.record_id,
        n.referred_on,
        greatest(n.referred_on, (c.born_on + interval 14 year)::date) as begun_on
    from cin_episode n
    inner join child_as_at c on c.subject_id = n.subject_id
    where c.disabled and n.referred_on <= $as_at and c.born_on + interval 14 year <= $as_at
),

spell as (
    select
        n.subject_id,
        n.record_id,
        n.begun_on,
        lead(n.begun_on, 1, date '9999-12-31') over (partition by n.subject_id order by n.begun_on, n.record_id desc) as next_begun_on,
        case when p.recorded_on > n.begun_on - interval 12 month then p.recorded_on else n.begun_on end as opened_on,
        e.ended_on,
        e.reason
    from need n
    left join case_end e on e.subject_id = n.subject_id and n.referred_on between e.from_on and e.ended_on
    left join plan p
        on p.subject_id = n.subject_id and p.recorded_on <= n.begun_on and p.next_recorded_on > n.begun_on
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
    inner join spell s
        on s.subject_id = p.subject_id and s.begun_on < p.recorded_on and s.next_begun_on >= p.recorded_on
    where s.ended_on is null or p.recorded_on <= s.ended_on
)

select
    s.subject_id,
    s.record_id || '/' || o.opened_on as occasion_id,
    o.opened_on as arose_on,
    (o.opened_on + to_months(try_cast(setting('transition_plan_months') as integer)))::date as due_on,
    lead(o.opened_on) over (partition by s.record_id order by o.opened_on) as met_on,
    s.ended_on as stopped_on,
    s.reason as stopped_why
from opened o
inner join spell s on s.record_id = o.record_id
qualify s.ended_on is null or o.opened_on < s.ended_on
