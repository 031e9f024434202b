/*---
id: person
kind: view
title: Who stands where towards a child on the day
area: identity
subject: child
reads: [child, child_name, restriction, allocation, worker, team, missing_episode, child_as_at, allocation_as_at, care_spell]
per: subject
about: >-
  One row for each child that is on record, has a worker or is restricted: the date of birth, the day an unborn child is
  expected, everybody who holds a role towards the child on the day (worker_ids, none where nobody does), the one worker
  whose child it is, and that worker's team and service. A child whom nobody has keeps the team of the last social worker or
  personal adviser, since somebody must see that nobody is allocated. looked_after says that a period of care goes on, and
  missing that the child is missing or has been within the last twelve months. The name, and who may open a restricted
  record, are not here: no rule needs them.
---*/
with held as (
    select
        subject_id,
        worker_id
    from allocation
    where started_on <= $as_at and (ended_on is null or ended_on > $as_at)
    union
    select
        subject_id,
        worker_id
    from allocation_as_at
),

workers as (
    select
        subject_id,
        list(worker_id order by worker_id) as worker_ids
    from held
    where worker_id is not null
    group by subject_id
),

last_worker as (
    select
        x.subject_id,
        arg_max(coalesce(x.team_id, w.team_id, ''), x.started_on) as team_id
    from allocation x
    left join worker w on w.worker_id = x.worker_id
    where x.role in ('social worker', 'personal adviser') and x.started_on <= $as_at
    group by x.subject_id
),

expected as (
    select
        subject_id,
        max(expected_birth_on) as due_on
    from child
    group by subject_id
),

in_care as (
    select distinct subject_id
    from care_spell
    where started_on <= $as_at and (ended_on is null or ended_on > $as_at)
),

missed as (
    select distinct subject_id
    from missing_episode
    where started_on <= $as_at and coalesce(ended_on, $as_at) >= $as_at - interval 1 year
),

known as (
    select subject_id
    from child
    union
    select subject_id
    from allocation
    union
    select subject_id
    from allocation_as_at
    union
    select subject_id
    from child_name
    union
    select subject_id
    from restriction
)

select
    k.subject_id,
    c.born_on,
    x.due_on,
    coalesce(w.worker_ids, []) as worker_ids,
    a.worker_id,
    a.worker_name,
    coalesce(a.team_id, t.team_id) as team_id,
    coalesce(a.team_name, t.name) as team_name,
    coalesce(a.service, t.service) as service,
    i.subject_id is not null as looked_after,
    m.subject_id is not null as missing
from known k
left join child_as_at c on c.subject_id = k.subject_id
left join expected x on x.subject_id = k.subject_id
left join workers w on w.subject_id = k.subject_id
left join allocation_as_at a on a.subject_id = k.subject_id
left join last_worker l on l.subject_id = case when a.subject_id is null then k.subject_id end
left join team t on t.team_id = l.team_id
left join in_care i on i.subject_id = k.subject_id
left join missed m on m.subject_id = k.subject_id
where k.subject_id is not null
