/*---
id: court_case_as_at
kind: view
title: Care and supervision proceedings as at the day
area: child protection
subject: child
reads: [court_case]
per: subject
about: >-
  One row for each application for a care or supervision order issued by the day, and for each whose kind is not
  recorded (kind_known is false); what was recorded of it after the day is blank. extended_to_on is the day to which the
  court has extended the timetable, which may lie ahead.
---*/
select
    subject_id,
    record_id,
    issued_on,
    case when considered_on <= issued_on then considered_on end as considered_on,
    kind is not null as kind_known,
    case when meeting_offered_on <= $as_at then meeting_offered_on end as meeting_offered_on,
    meeting_not_offered,
    case when hearing_on between issued_on and $as_at then hearing_on end as hearing_on,
    case when final_order_on between issued_on and $as_at then final_order_on end as final_order_on,
    case when final_order_on between issued_on and $as_at then outcome end as outcome,
    extended_to_on
from court_case
where issued_on <= $as_at and coalesce(kind in ('care', 'supervision'), true)
