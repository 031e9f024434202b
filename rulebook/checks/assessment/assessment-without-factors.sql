/*---
id: assessment-without-factors
kind: check
title: An assessment without its factors
area: assessment
subject: child
fault: missing
source: Children in need census, assessment factors; local as a check
reads: [assessment]
per: subject
why: What was found, such as violence at home, has to be written where others can see it.
about: >-
  Assessments authorised in the last two years for which no factor is recorded; the census asks for them at the end.
---*/
select
    subject_id,
    'assessment' as record_type,
    record_id,
    'factors' as field,
    'No factor is recorded' as reason,
    authorised_on as begun_on
from assessment
where authorised_on <= $as_at
    and authorised_on > $as_at::date - interval 24 month
    and (factors is null or len(factors) = 0)
