/*---
id: died-with-open-case
kind: check
title: A case that stays open after the child has died
area: identity
subject: child
fault: contradictory
source: Local, a check of Heed’s own
reads: [cin_episode, child_as_at, covered_to]
per: subject
why: A case left open after a death counts a child who is not there, and hurts a family that is written to.
about: >-
  Children in need whose case is open on the last day that the records of cases cover, more than a month after the day
  they died.
---*/
select
    e.subject_id,
    'cin_episode' as record_type,
    e.record_id,
    'closed_on' as field,
    'The case is open though the child has died' as reason,
    c.died_on as begun_on
from cin_episode e
inner join child_as_at c on c.subject_id = e.subject_id
left join covered_to k on k.record_type = 'cin_episode'
where c.died_on + interval 1 month < coalesce(k.last_on, $as_at::date)
    and e.referred_on <= c.died_on
    and (e.closed_on is null or e.closed_on > $as_at)
