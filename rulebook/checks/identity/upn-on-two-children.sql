/*---
id: upn-on-two-children
kind: check
title: One pupil number on two children
area: identity
subject: child
fault: duplicated
source: Local, a check of Heed’s own
reads: [child]
why: >-
  One child under two numbers has a life cut in two: each half looks as if nothing happened.
about: Children who share a unique pupil number with a child of another local number.
---*/
with shared as (
    select
        upn
    from child
    where upn is not null
    group by upn
    having count(distinct subject_id) > 1
)

select
    c.subject_id,
    'child' as record_type,
    c.record_id,
    'upn' as field,
    'Another child has the same pupil number' as reason,
    c.first_recorded_at::date as begun_on
from child c
inner join shared s on s.upn = c.upn
