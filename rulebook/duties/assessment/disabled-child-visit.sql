/*---
id: disabled-child-visit
kind: duty
title: Disabled child visited at least every 6 weeks
area: assessment
subject: child
force: local
number: local
source: >-
  Local standard; for short breaks the Care Planning, Placement and Case Review (England) Regulations 2010, reg
  48(3)(c), leaves the visits to be agreed
in_force: 2011-04-01..
reads: [child_as_at, cin_episode, cin_plan_as_at, cin_visit, cp_visit, care_visit, short_break, case_end]
owner: allocated_worker
warn: 1 week
counts: days
settings:
  disabled_child_visit_weeks:
    value: 6
    basis: Heed's default until the authority sets its own
why: A disabled child may not be able to tell anybody what is wrong; somebody has to come and look.
about: >-
  While a disabled child's case is open, the next visit is owed within the authority's own number of weeks: from the
  day the first child in need plan began, and from each visit of any kind. A visit counts unless it says that the
  child was not seen. Before the first plan or visit there is no clock; the assessment has its own. Excused where a
  short break under regulation 48 is in place, since the reviewing officer and the parents agree those visits. The end
  of the case stops the clock. A visit due before the first collection year (from 1 April) with any visit to a child
  in need recorded cannot be told, unless it was made in time, and is left out once the case has ended.
---*/
with need as (
    select
        n.subject_id,
        n.record_id,
        n.referred_on
    from cin_episode n
    inner join child_as_at c on c.subject_id = n.subject_id
    where c.disabled and n.referred_on <= $as_at
),

visit as (
    select
        subject_id,
        visited_on
    from cin_visit
    where visited_on <= $as_at and coalesce(seen, true) and subject_id in (select subject_id from need)
    union
    select
        subject_id,
        visited_on
    from cp_visit
    where visited_on <= $as_at and coalesce(seen, true) and subject_id in (select subject_id from need)
    union
    select
        subject_id,
        visited_on
    from care_visit
    where visited_on <= $as_at and coalesce(seen, true) and subject_id in (select subject_id from need)
),

recorded as (
    select (date_trunc('year', min(visited_on) - interval 3 month) + interval 3 month)::date as since_on
    from cin_visit
    where visited_on <= $as_at
),

spell as (
    select
        n.subject_id,
        n.record_id,
        n.referred_on,
        e.ended_on,
        e.reason
    from need n
    asof left join case_end e on e.subject_id = n.subject_id and n.referred_on <= e.ended_on
),

opened as (
    select
        s.record_id,
        min(p.started_on) as opened_on
    from cin_plan_as_at p
    inner join spell s on s.subject_id = p.subject_id and s.referred_on = p.referred_on
    group by s.record_id
    union
    select
        s.record_id,
        v.visited_on as opened_on
    from visit v
    asof join spell s on s.subject_id = v.subject_id and s.referred_on <= v.visited_on
    where s.ended_on is null or v.visited_on <= s.ended_on
),

followed as (
    select
        s.subject_id,
        o.record_id,
        o.opened_on,
        o.opened_on + 7 * try_cast(setting('disabled_child_visit_weeks') as integer) as due_on,
        lead(o.opened_on) over (partition by o.record_id order by o.opened_on) as next_on,
        s.ended_on,
        s.reason
    from opened o
    inner join spell s on s.record_id = o.record_id
),

agreed as (
    select
        subject_id,
        started_on,
        case when ended_on <= $as_at then ended_on end as ended_on
    from short_break
    where started_on <= $as_at and within_regulation_48
)

select
    f.subject_id,
    f.record_id || '/' || f.opened_on as occasion_id,
    f.opened_on as arose_on,
    case when f.next_on <= f.due_on or f.due_on >= r.since_on then f.due_on end as due_on,
    case when f.next_on <= f.due_on or f.due_on >= r.since_on then f.next_on end as met_on,
    case
        when f.next_on is not null or coalesce(f.due_on < r.since_on, true) then null
        when a.started_on is not null and (a.ended_on is null or a.ended_on > f.opened_on)
            then 'Short breaks: visits as agreed with the reviewing officer and the parents'
        when f.ended_on <= f.due_on then 'Not owed: ' || f.reason || ' first'
        when f.ended_on is not null then 'Missed: ' || f.reason || ' without this visit'
    end as excused
from followed f
cross join recorded r
asof left join agreed a on a.subject_id = f.subject_id and a.started_on <= f.opened_on
where
    f.ended_on is null
    or f.opened_on < f.ended_on and (f.next_on <= f.due_on or f.due_on >= r.since_on)
