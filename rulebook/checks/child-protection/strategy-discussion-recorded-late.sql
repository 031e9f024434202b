/*---
id: strategy-discussion-recorded-late
kind: check
title: A strategy discussion written down late
area: child protection
subject: child
fault: late
source: Local, a check of Heed’s own
reads: [strategy_discussion]
settings:
  recorded_late_days: {value: 400, basis: "Local: a year and a month, since most records come with a yearly return; to be set lower where they come daily"}
why: A worry about harm has to be on the record the same day.
about: >-
  Records of the last three years that were written down more than the local number of days after the day they are
  about. When it was first written down counts, not when it was last changed.
---*/
select
    subject_id,
    'strategy_discussion' as record_type,
    record_id,
    'concern_on' as field,
    'Recorded long after it happened' as reason,
    first_recorded_at::date as begun_on
from strategy_discussion
where concern_on > $as_at::date - interval 36 month
    and concern_on <= $as_at
    and first_recorded_at::date <= $as_at
    and first_recorded_at::date > concern_on + try_cast(setting('recorded_late_days') as integer)
