/*---
id: allocation-ends-before-start
kind: check
title: An allocation that ends before it begins
area: workforce
subject: child
fault: impossible
source: Local, a check of Heed’s own
reads: [allocation]
per: subject
why: Whose child it was cannot be told from days the wrong way round.
about: Allocations whose end lies before their beginning.
---*/
select
    subject_id,
    'allocation' as record_type,
    record_id,
    'ended_on' as field,
    'It ends before it began' as reason,
    ended_on as begun_on
from allocation
where ended_on < started_on and ended_on <= $as_at
