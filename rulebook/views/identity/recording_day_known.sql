/*---
id: recording_day_known
kind: view
title: Days for which it is known when something was written down
area: identity
subject: authority
reads: [record_coverage]
about: >-
  For each record type, the days for which the day on which a record first came to Heed tells when it was written down: those
  that a list covers, or that the records kept in Heed itself do, from when the first of them came. A yearly return or an
  extract comes months after what it holds was written down in the case system, and so does a first list what happened
  before it: of those it is not known.
---*/
select
    record_type,
    greatest(min(from_on), min(first_recorded_at)::date) as from_on,
    max(case when to_today or to_on > $as_at then $as_at::date else to_on end) as to_on
from record_coverage
where (source = 'List' or to_today) and first_recorded_at::date <= $as_at
group by record_type, source
