/*---
id: section-47-conference-first
kind: check
title: A conference held before its enquiry began
area: child protection
subject: child
fault: impossible
source: Local, a check of Heed’s own
reads: [section_47]
per: subject
why: A conference before the enquiry makes the fifteen days come out too short.
about: Records whose conference held on lies before the started on. The same day is in order.
---*/
select
    subject_id,
    'section_47' as record_type,
    record_id,
    'conference_held_on' as field,
    'The conference was held before the enquiry began' as reason,
    conference_held_on as begun_on
from section_47
where conference_held_on < started_on and conference_held_on <= $as_at
