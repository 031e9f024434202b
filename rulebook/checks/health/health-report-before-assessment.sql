/*---
id: health-report-before-assessment
kind: check
title: A health report that came before the assessment
area: health
subject: child
fault: impossible
source: Local, a check of Heed’s own
reads: [health_assessment]
why: A report older than the examination it reports is about another one.
about: Records whose report received on lies before the held on. The same day is in order.
---*/
select
    subject_id,
    'health_assessment' as record_type,
    record_id,
    'report_received_on' as field,
    'The report came before the assessment' as reason,
    report_received_on as begun_on
from health_assessment
where report_received_on < held_on and report_received_on <= $as_at
