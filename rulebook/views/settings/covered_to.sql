/*---
id: covered_to
kind: view
title: Last day that the records of a type cover
area: settings
subject: authority
reads: [coverage]
about: >-
  One row for each record type that any source covers, with the last day covered, up to the day asked about. A check that finds
  something left open judges by it: what has happened since is not known.
---*/
select
    record_type,
    max(until_on) as last_on
from coverage
group by record_type
