/*---
id: cp-visit-recorded-late
kind: check
title: A visit to a child on a plan written down late
area: child protection
subject: child
fault: late
source: Local, a check of Heed’s own
reads: [cp_visit]
settings:
  recorded_late_days: {value: 400, basis: "Local: a year and a month, since most records come with a yearly return; to be set lower where they come daily"}
why: What is written weeks later is not what the child said.
about: >-
  Records of the last three years that were written down more than the local number of days after the day they are
  about. When it was first written down counts, not when it was last changed.
---*/
select
    subject_id,
    'cp_visit' as record_type,
    record_id,
    'visited_on' as field,
    'Recorded long after it happened' as reason,
    first_recorded_at::date as begun_on
from cp_visit
where visited_on > $as_at::date - interval 36 month
    and visited_on <= $as_at
    and first_recorded_at::date <= $as_at
    and first_recorded_at::date > visited_on + try_cast(setting('recorded_late_days') as integer)
