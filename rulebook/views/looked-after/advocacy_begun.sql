/*---
id: advocacy_begun
kind: view
title: Help from an advocate that began while a child was looked after
area: looked after
subject: child
reads: [advocacy, care_spell]
per: subject
about: >-
  One row for each time that an advocate began, by the day, to help a child who was looked after when it began, the day that
  care ended included. provider says whose advocate it is, and standing whether the help has ended by the day (Closed) or
  goes on (Open).
---*/
select
    a.subject_id,
    a.record_id,
    a.started_on,
    a.provider,
    case when a.ended_on <= $as_at then 'Closed' else 'Open' end as standing
from advocacy a
asof join care_spell c on c.subject_id = a.subject_id and c.started_on <= a.started_on
where a.started_on <= $as_at and coalesce(a.started_on <= c.ended_on, true)
