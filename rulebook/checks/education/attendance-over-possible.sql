/*---
id: attendance-over-possible
kind: check
title: A child who attended more than was possible
area: education
subject: child
fault: impossible
source: Local, a check of Heed’s own
reads: [school_year]
per: subject
why: Attendance beyond what was possible lifts the rate that hides who is absent.
about: School years in which more sessions were attended than were possible.
---*/
select
    subject_id,
    'school_year' as record_type,
    record_id,
    'attended' as field,
    'More sessions attended than were possible' as reason,
    year_ending_on as begun_on
from school_year
where attended > possible and year_ending_on <= $as_at
