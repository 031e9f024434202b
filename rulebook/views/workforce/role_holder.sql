/*---
id: role_holder
kind: view
title: Who holds each role towards a child on the day
area: workforce
subject: child
reads: [allocation, worker]
per: subject
about: >-
  One row for each child and role with the person who holds it on the day; of two the one who began later. Clocks
  whose owner is a role are theirs.
---*/
select
    a.subject_id,
    a.role,
    arg_max(a.worker_id, a.started_on) as worker_id,
    arg_max(w.name, a.started_on) as worker_name
from allocation a
left join worker w on w.worker_id = a.worker_id
where a.started_on <= $as_at and (a.ended_on is null or a.ended_on > $as_at)
group by a.subject_id, a.role
