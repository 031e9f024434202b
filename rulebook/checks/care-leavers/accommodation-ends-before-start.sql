/*---
id: accommodation-ends-before-start
kind: check
title: A care leaver’s home that ends before it begins
area: care leavers
subject: child
fault: impossible
source: Local, a check of Heed’s own
reads: [accommodation]
why: Where a young person lived cannot be told from days the wrong way round.
about: Records whose ended on lies before the started on. The same day is in order.
---*/
select
    subject_id,
    'accommodation' as record_type,
    record_id,
    'ended_on' as field,
    'It ends before it began' as reason,
    ended_on as begun_on
from accommodation
where ended_on < started_on and ended_on <= $as_at
