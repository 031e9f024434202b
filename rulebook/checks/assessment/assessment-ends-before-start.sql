/*---
id: assessment-ends-before-start
kind: check
title: An assessment authorised before it began
area: assessment
subject: child
fault: impossible
source: Local, a check of Heed’s own
reads: [assessment]
per: subject
why: An assessment finished before it began makes the council look faster than it was.
about: Records whose authorised on lies before the started on. The same day is in order.
---*/
select
    subject_id,
    'assessment' as record_type,
    record_id,
    'authorised_on' as field,
    'It is authorised before it began' as reason,
    authorised_on as begun_on
from assessment
where authorised_on < started_on and authorised_on <= $as_at
