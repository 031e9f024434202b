/*---
id: cin-plan-ends-before-start
kind: check
title: A child in need plan that ends before it begins
area: assessment
subject: child
fault: impossible
source: Local, a check of Heed’s own
reads: [cin_plan]
per: subject
why: A plan with its days the wrong way round tells nobody how long help lasted.
about: Records whose ended on lies before the started on. The same day is in order.
---*/
select
    subject_id,
    'cin_plan' as record_type,
    record_id,
    'ended_on' as field,
    'It ends before it began' as reason,
    ended_on as begun_on
from cin_plan
where ended_on < started_on and ended_on <= $as_at
