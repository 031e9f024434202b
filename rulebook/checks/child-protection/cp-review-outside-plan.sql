/*---
id: cp-review-outside-plan
kind: check
title: A review conference held outside its plan
area: child protection
subject: child
fault: contradictory
source: Local, a check of Heed’s own
reads: [cp_review, cp_plan]
per: subject
why: A review counted for the wrong plan hides one that was never held.
about: Review conferences held before their plan began, after it ended, or of a plan that is not recorded.
---*/
select
    r.subject_id,
    'cp_review' as record_type,
    r.record_id,
    'held_on' as field,
    'Held while the plan it names was not open' as reason,
    r.held_on as begun_on
from cp_review r
left join cp_plan p on p.subject_id = r.subject_id and p.started_on = r.plan_started_on
where r.held_on <= $as_at
    and (p.record_id is null or r.held_on < p.started_on or r.held_on > p.ended_on)
