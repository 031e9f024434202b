/*---
id: cin-visit
kind: duty
title: Child in need visited and seen
area: assessment
subject: child
force: local
number: local
source: >-
  Local practice standard: no national number exists; 20 working days is a value seen in published standards, and the
  authority sets its own
in_force: 2013-04-15..
reads: [cin_plan_as_at, cin_visit, short_break]
owner: allocated_worker
warn: 5 working days
counts: working days
settings:
  cin_visit_working_days:
    value: 20
    basis: Heed's default until the authority sets its own; 4 weeks is common and 6 the most that published standards allow
why: Need grows quietly; the worker who comes by every month sees it while it is small.
about: >-
  From the day a child in need plan was shared (or, where that is not recorded, began), and from each visit under it,
  the next visit is owed within the authority's own number of working days. A visit counts unless it says that the
  child was not seen. A plan that sets a shorter interval is not among the records. Excused where a series of short
  breaks is in place, whose visits are agreed. Where the plan ended by the due day nothing more was owed; later, the
  clock stops as missed. A visit due before the first collection year (from 1 April) with any recorded cannot be told,
  nor any if none is; such a clock is left out once the plan has ended.
---*/
with recorded as (
    select (date_trunc('year', min(visited_on) - interval 3 month) + interval 3 month)::date as since_on
    from cin_visit
    where visited_on <= $as_at
),

opened as (
    select
        plan_id,
        opened_on
    from cin_plan_as_at
    union
    select
        p.plan_id,
        v.visited_on as opened_on
    from cin_visit v
    asof join cin_plan_as_at p on p.subject_id = v.subject_id and p.opened_on < v.visited_on
    where v.visited_on <= least(p.ended_on, $as_at::date) and coalesce(v.seen, true)
),

followed as (
    select
        p.subject_id,
        p.ended_on,
        o.plan_id,
        o.opened_on,
        lead(o.opened_on) over (partition by o.plan_id order by o.opened_on) as next_on,
        working_days_after(o.opened_on, try_cast(setting('cin_visit_working_days') as integer)) as due_on
    from opened o
    inner join cin_plan_as_at p on p.plan_id = o.plan_id
),

series as (
    select
        subject_id,
        started_on,
        case when ended_on <= $as_at then ended_on end as ended_on
    from short_break
    where started_on <= $as_at
)

select
    f.subject_id,
    f.plan_id || '/' || f.opened_on as occasion_id,
    f.opened_on as arose_on,
    case when f.due_on >= r.since_on then f.due_on end as due_on,
    case when f.due_on >= r.since_on then f.next_on end as met_on,
    case
        when f.next_on is not null or coalesce(f.due_on < r.since_on, true) then null
        when s.started_on is not null and (s.ended_on is null or s.ended_on > f.opened_on)
            then 'Short breaks: visits as agreed'
        when f.ended_on <= f.due_on then 'Not owed: the plan ended first'
        when f.ended_on is not null then 'Missed: the plan ended without this visit'
    end as excused
from followed f
cross join recorded r
asof left join series s on s.subject_id = f.subject_id and s.started_on <= f.opened_on
where f.ended_on is null or f.opened_on < f.ended_on and f.due_on >= r.since_on
