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
harm: medium
harm_why: Trouble at home may become serious before anybody outside the family notices.
gap_after: 3 months
counts: working days
met_by: [cin_visit]
rests_on: [cin_plan]
recurs: true
per: subject
settings:
  cin_visit_working_days:
    value: 20
    basis: Heed's default until the authority sets its own; 4 weeks is common and 6 the most that published standards allow
why: Need grows quietly; the worker who comes by every month sees it while it is small.
about: >-
  From the day a child in need plan was shared (or, where that is not recorded, began), and from each visit under it,
  the next visit is owed within the authority's own number of working days. A visit counts unless it says that the child
  was not seen. A plan that sets a shorter interval is not among the records. None is owed where a series of short
  breaks is in place, whose visits are agreed. Where the plan ended by the due day nothing more was owed; where it ended
  later without the visit, it was missed.
---*/
with plan as (
    select
        subject_id,
        plan_id,
        ended_on,
        opened_on,
        lead(opened_on, 1, date '9999-12-31') over (
            partition by subject_id order by opened_on, plan_id desc
        ) as next_opened_on
    from cin_plan_as_at
),

opened as (
    select
        plan_id,
        opened_on
    from plan
    union
    select
        p.plan_id,
        v.visited_on as opened_on
    from cin_visit v
    inner join plan p on p.subject_id = v.subject_id and p.opened_on < v.visited_on and p.next_opened_on >= v.visited_on
    where v.visited_on <= least(p.ended_on, $as_at::date) and coalesce(v.seen, true)
),

series as (
    select
        subject_id,
        started_on,
        case when ended_on <= $as_at then ended_on end as ended_on,
        lead(started_on, 1, date '9999-12-31') over (partition by subject_id order by started_on, record_id) as next_started_on
    from short_break
    where started_on <= $as_at
),

followed as (
    select
        p.subject_id,
        p.plan_id,
        p.ended_on,
        o.opened_on,
        lead(o.opened_on) over (partition by p.plan_id order by o.opened_on) as next_on,
        s.started_on is not null and coalesce(s.ended_on > o.opened_on, true) as visits_agreed
    from opened o
    inner join plan p on p.plan_id = o.plan_id
    left join series s
        on s.subject_id = p.subject_id and s.started_on <= o.opened_on and s.next_started_on > o.opened_on
)

select
    subject_id,
    plan_id || '/' || opened_on as occasion_id,
    opened_on as arose_on,
    working_days_after(opened_on, try_cast(setting('cin_visit_working_days') as integer)) as due_on,
    next_on as met_on,
    case when not visits_agreed then ended_on end as stopped_on,
    case
        when visits_agreed then 'short breaks are in place, whose visits are agreed'
        when ended_on is not null then 'the plan ended'
    end as stopped_why
from followed
where ended_on is null or opened_on < ended_on
