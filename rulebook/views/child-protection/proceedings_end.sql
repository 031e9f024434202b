/*---
id: proceedings_end
kind: view
title: How care and supervision proceedings ended
area: child protection
subject: child
reads: [court_case_as_at]
per: subject
about: >-
  One row for each child's care or supervision proceedings in which a final order was made by the day, with the one outcome
  recorded. left_out says why a row cannot be told: the kind of proceedings or the outcome is not recorded; outcome is then
  blank.
---*/
select
    subject_id,
    record_id,
    final_order_on as ended_on,
    case when kind_known then outcome end as outcome,
    case
        when not kind_known then 'the kind of proceedings is not recorded'
        when outcome is null then 'the outcome is not recorded'
    end as left_out
from court_case_as_at
where final_order_on is not null
