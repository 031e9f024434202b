/*---
id: core-group-recorded-late
kind: check
title: A core group written down late
area: child protection
subject: child
fault: late
source: Local, a check of Heed’s own
reads: [core_group]
settings:
  recorded_late_days: {value: 400, basis: "Local: a year and a month, since most records come with a yearly return; to be set lower where they come daily"}
why: The people around a child act on what was agreed only once they have it.
about: >-
  Records of the last three years that were written down more than the local number of days after the day they are
  about. When it was first written down counts, not when it was last changed.
---*/
select
    subject_id,
    'core_group' as record_type,
    record_id,
    'held_on' as field,
    'Recorded long after it happened' as reason,
    first_recorded_at::date as begun_on
from core_group
where held_on > $as_at::date - interval 36 month
    and held_on <= $as_at
    and first_recorded_at::date <= $as_at
    and first_recorded_at::date > held_on + try_cast(setting('recorded_late_days') as integer)
