/*---
id: looked-after-without-worker
kind: check
title: A looked-after child without a worker
area: looked after
subject: child
fault: missing
source: Local, a check of Heed’s own
reads: [care_spell, allocation_as_at, coverage]
why: A child in care with no named worker has nobody to ring.
about: >-
  Children looked after on the day for whom no social worker or personal adviser is recorded, where the records of
  allocations cover the day.
---*/
select
    s.subject_id,
    'allocation' as record_type,
    s.care_id as record_id,
    'worker_id' as field,
    'No worker is recorded for a child in care' as reason,
    s.started_on as begun_on
from care_spell s
left join allocation_as_at a on a.subject_id = s.subject_id
where s.ended_on is null
    and a.subject_id is null
    and exists (select 1 from coverage where record_type = 'allocation' and until_on = $as_at)
