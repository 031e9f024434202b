/*---
id: cp-visit-recorded-late
kind: check
title: A visit to a child on a plan written down late
area: child protection
subject: child
fault: late
source: Local, a check of Heed’s own
reads: [cp_visit, recording_day_known]
per: subject
settings:
  recorded_late_days: {value: 60, basis: "Local: two months, since lists may come once a month; to be set lower where records come daily"}
why: What is written weeks later is not what the child said.
about: >-
  Records of the last three years that first came to Heed more than the local number of days after the day they are
  about, when it was first written down and not when it was last changed. Only those that come by list or are kept in
  Heed: of what came with a yearly return or an extract, or happened before the first list came, it is not known when it
  was written down.
---*/
select
    r.subject_id,
    'cp_visit' as record_type,
    r.record_id,
    'visited_on' as field,
    'Recorded long after it happened' as reason,
    r.first_recorded_at::date as begun_on
from cp_visit r
semi join recording_day_known k on k.record_type = 'cp_visit' and r.visited_on between k.from_on and k.to_on
where r.visited_on > $as_at::date - interval 36 month
    and r.first_recorded_at::date <= $as_at
    and r.first_recorded_at::date > r.visited_on + try_cast(setting('recorded_late_days') as integer)
