/*---
id: cin_plan_as_at
kind: view
title: Child in need plan as at the day
area: assessment
subject: child
reads: [cin_plan, cin_plan_shared, case_end]
per: subject
about: >-
  One row for each child in need plan that had begun by the day. It ends on its own end date or when the child's case
  ended, whichever is first; an end after the day, or before the start, is blank. shared_on is the first day from its
  start, and before its end, on which the plan was recorded as given to the family and the agencies. opened_on is that
  day or, where none is recorded, the day the plan began.
---*/
with plan as (
    select
        subject_id,
        record_id as plan_id,
        referred_on,
        started_on,
        case when ended_on between started_on and $as_at then ended_on end as ended_on
    from cin_plan
    where started_on <= $as_at
),

ending as (
    select
        p.subject_id,
        p.plan_id,
        p.referred_on,
        p.started_on,
        least(p.ended_on, e.ended_on) as ended_on
    from plan p
    left join case_end e on e.subject_id = p.subject_id and p.started_on between e.from_on and e.ended_on
),

shared as (
    select
        subject_id,
        shared_on,
        lag(shared_on, 1, date '0001-01-01') over (partition by subject_id order by shared_on) as last_shared_on
    from cin_plan_shared
    where shared_on <= $as_at
)

select
    p.subject_id,
    p.plan_id,
    p.referred_on,
    p.started_on,
    p.ended_on,
    case when p.ended_on is null or s.shared_on < p.ended_on then s.shared_on end as shared_on,
    coalesce(case when p.ended_on is null or s.shared_on < p.ended_on then s.shared_on end, p.started_on) as opened_on
from ending p
left join shared s on s.subject_id = p.subject_id and s.shared_on >= p.started_on and s.last_shared_on < p.started_on
