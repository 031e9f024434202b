/*---
id: allocated-to-nobody-known
kind: check
title: A child allocated to a worker who is not listed
area: workforce
subject: child
fault: contradictory
source: Local, a check of Heed’s own
reads: [allocation, worker]
per: subject
why: A worker nobody can name cannot be asked.
about: Allocations open on the day to a worker’s number that the list of workers lacks, where there is a list.
---*/
with listed as (
    select distinct worker_id
    from worker
)

select
    a.subject_id,
    'allocation' as record_type,
    a.record_id,
    'worker_id' as field,
    'No such worker is listed' as reason,
    a.started_on as begun_on
from allocation a
left join listed l on l.worker_id = a.worker_id
where l.worker_id is null
    and exists (select 1 from listed)
    and a.started_on <= $as_at
    and (a.ended_on is null or a.ended_on > $as_at)
