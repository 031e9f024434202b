/*---
id: episode-ends-before-start
kind: check
title: A care episode that ends before it begins
area: looked after
subject: child
fault: impossible
source: SSDA903 collection guide, rules on episode dates; local as a check
reads: [episode]
per: subject
why: Days in care that cannot have been make every count of days wrong.
about: Episodes of the looked-after return whose end lies before their beginning.
---*/
select
    subject_id,
    'episode' as record_type,
    record_id,
    'ended_on' as field,
    'It ends before it began' as reason,
    ended_on as begun_on
from episode
where ended_on < started_on and ended_on <= $as_at
