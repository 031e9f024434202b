/*---
id: child_seen
kind: view
title: Visit at which a child was seen
area: assessment
subject: child
reads: [cin_visit, cp_visit, care_visit]
per: subject
about: >-
  One row for each day and kind of visit, to a child in need, under a child protection plan or to a looked-after child, at
  which the child was seen. A visit that does not say whether the child was seen is taken as one at which the child was.
---*/
select distinct
    subject_id,
    visited_on,
    'child in need' as kind
from cin_visit
where visited_on <= $as_at and coalesce(seen, true)
union all
select distinct
    subject_id,
    visited_on,
    'child protection' as kind
from cp_visit
where visited_on <= $as_at and coalesce(seen, true)
union all
select distinct
    subject_id,
    visited_on,
    'looked after' as kind
from care_visit
where visited_on <= $as_at and coalesce(seen, true)
