/*---
id: sdq-score-impossible
kind: check
title: A strengths and difficulties score that cannot be
area: health
subject: child
fault: impossible
source: Promoting the health and wellbeing of looked-after children, 2015, annex B; local as a check
reads: [annual_health]
why: A score outside the scale says nothing of how the child feels.
about: Scores below 0 or above 40, the ends of the scale.
---*/
select
    subject_id,
    'annual_health' as record_type,
    record_id,
    'sdq_score' as field,
    'The scale runs from 0 to 40' as reason,
    year_ending_on as begun_on
from annual_health
where (sdq_score < 0 or sdq_score > 40) and year_ending_on <= $as_at
