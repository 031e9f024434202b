/*---
id: allocation_as_at
kind: view
title: Who is responsible for a child on the day
area: workforce
subject: child
reads: [allocation, social_worker, worker, team]
per: subject
about: >-
  One row for each child who has a worker on the day: the allocated social worker, else the allocated personal adviser,
  else the social worker that the looked-after return names. Of two in the same role the later allocation counts. An
  allocation that ended on the day has ended. The team is the allocation's or, where it names none, the worker's.
---*/
with allocated as (
    select
        subject_id,
        worker_id,
        team_id,
        started_on,
        case role when 'social worker' then 1 else 2 end as place
    from allocation
    where
        role in ('social worker', 'personal adviser')
        and started_on <= $as_at and (ended_on is null or ended_on > $as_at)
    union all
    select
        subject_id,
        worker_id,
        null as team_id,
        started_on,
        3 as place
    from social_worker
    where started_on <= $as_at and (ended_on is null or ended_on > $as_at)
),

one_each as (
    select
        subject_id,
        worker_id,
        team_id
    from allocated
    qualify row_number() over (partition by subject_id order by place, started_on desc, worker_id) = 1
)

select
    a.subject_id,
    a.worker_id,
    w.name as worker_name,
    coalesce(a.team_id, w.team_id) as team_id,
    t.name as team_name,
    t.service
from one_each a
left join worker w on w.worker_id = a.worker_id
left join team t on t.team_id = coalesce(a.team_id, w.team_id)
