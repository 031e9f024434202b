/*---
id: cp-plan-on-closed-case
kind: check
title: A child on a plan whose case is closed
area: child protection
subject: child
fault: contradictory
source: Local, a check of Heed’s own
reads: [cp_plan, cin_episode, covered_days]
per: subject
why: A child cannot be kept safe by a plan on a case that nobody holds.
about: >-
  Plans open on the day of children who have cases, none of which is open. Not asked where the last of them closed on a
  day that the records of plans do not cover.
---*/
with cases as (
    select
        subject_id,
        count(*) filter (where closed_on is null or closed_on > $as_at) as still_open,
        max(closed_on) as closed_on
    from cin_episode
    where referred_on <= $as_at
    group by subject_id
)

select
    p.subject_id,
    'cp_plan' as record_type,
    p.record_id,
    'ended_on' as field,
    'Every case of the child is closed' as reason,
    c.closed_on as begun_on
from cp_plan p
inner join cases c on c.subject_id = p.subject_id
inner join covered_days d on d.record_type = 'cp_plan' and c.closed_on between d.from_on and d.to_on
where c.still_open = 0
    and p.started_on <= $as_at
    and (p.ended_on is null or p.ended_on > $as_at)
