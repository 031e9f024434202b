/*---
id: conference_recorded
kind: view
title: What is recorded of conferences at all
area: child protection
subject: authority
reads: [conference_as_at]
about: >-
  One row. Each column says whether any conference of the authority has that answer by the day. Where none has, a list of
  conferences has been recorded without it, and a blank does not mean that it was not done.
---*/
select
    coalesce(bool_or(decision_sent_on is not null), false) as decision_sent,
    coalesce(bool_or(minutes_sent_on is not null), false) as minutes_sent,
    coalesce(bool_or(report_shared_on is not null or unsafe_to_share), false) as report_shared
from conference_as_at
