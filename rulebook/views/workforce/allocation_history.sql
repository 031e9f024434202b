/*---
id: allocation_history
kind: view
title: Whose child it was, and in which team
area: workforce
subject: child
reads: [allocation, team]
per: subject
about: >-
  One row for each day on which a child was allocated to a social worker or a personal adviser, with the worker, the
  team that the allocation names with its service, and the day it ended: its own last day, or the day the next began
  where that came first, so that no day has two. Of two that began on one day there is one row: the longer of the two
  ends, and the worker and team of the later record.
---*/
with allocated as (
    select
        subject_id,
        started_on,
        max(ended_on) as ended_on,
        arg_max(worker_id, record_id) as worker_id,
        arg_max(team_id, record_id) as team_id
    from allocation
    where role in ('social worker', 'personal adviser') and started_on <= $as_at
    group by subject_id, started_on
),

ended as (
    select
        * replace (least(ended_on, lead(started_on) over (partition by subject_id order by started_on)) as ended_on)
    from allocated
)

select
    a.subject_id,
    a.started_on,
    case when a.ended_on <= $as_at then a.ended_on end as ended_on,
    a.worker_id,
    a.team_id,
    t.name as team_name,
    t.service
from ended a
left join team t on t.team_id = a.team_id
