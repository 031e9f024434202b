/*---
id: plan-open-on-closed-case
kind: check
title: A plan that is open though the case is closed
area: assessment
subject: child
fault: contradictory
source: Local, a check of Heed’s own
reads: [cin_plan, cin_episode]
per: subject
why: Either the child still has help that nobody leads, or the plan was left standing.
about: Child in need plans open on the day whose case had closed by it.
---*/
select
    p.subject_id,
    'cin_plan' as record_type,
    p.record_id,
    'ended_on' as field,
    'The case is closed and the plan is not' as reason,
    e.closed_on as begun_on
from cin_plan p
inner join cin_episode e on e.subject_id = p.subject_id and e.referred_on = p.referred_on
where p.started_on <= $as_at
    and (p.ended_on is null or p.ended_on > $as_at)
    and e.closed_on <= $as_at
