/*---
id: allocated-to-one-who-left
kind: check
title: A child allocated to a worker who has left
area: workforce
subject: child
fault: contradictory
source: Local, a check of Heed’s own
reads: [allocation, worker]
per: subject
why: A child whose worker has gone has no worker, whatever the list says.
about: Allocations open on the day to workers who had left by it.
---*/
select
    a.subject_id,
    'allocation' as record_type,
    a.record_id,
    'worker_id' as field,
    'The worker has left' as reason,
    w.left_on as begun_on
from allocation a
inner join worker w on w.worker_id = a.worker_id
where w.left_on <= $as_at
    and a.started_on <= $as_at
    and (a.ended_on is null or a.ended_on > $as_at)
