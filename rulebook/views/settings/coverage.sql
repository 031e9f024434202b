/*---
id: coverage
kind: view
title: What the records cover
area: settings
subject: authority
reads: [record_coverage]
about: >-
  From which day to which day the records of a type can be taken as complete, by source and with the reason. Until is the
  day asked about where the source covers later days, or, being kept in Heed, is complete to today. What lies outside every
  row of a type is not known, and the engine says so of clocks and figures; lacks are the fields
  that the source says nothing of, so that what would stand in them is not covered. No other rule works out where records begin.
---*/
select
    record_type,
    source,
    from_on as since_on,
    case when to_today or to_on > $as_at then $as_at::date else to_on end as until_on,
    basis,
    coalesce(assumed, false) as assumed,
    string_split(coalesce(lacks, ''), ';') as lacks
from record_coverage
where from_on <= $as_at
