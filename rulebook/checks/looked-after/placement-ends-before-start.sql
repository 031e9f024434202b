/*---
id: placement-ends-before-start
kind: check
title: A placement that ends before it begins
area: looked after
subject: child
fault: impossible
source: Local, a check of Heed’s own
reads: [placement]
per: subject
why: A placement with its days the wrong way round counts as a move that never was.
about: Records whose ended on lies before the started on. The same day is in order.
---*/
select
    subject_id,
    'placement' as record_type,
    record_id,
    'ended_on' as field,
    'It ends before it began' as reason,
    ended_on as begun_on
from placement
where ended_on < started_on and ended_on <= $as_at
