/*---
id: drift_decision
kind: view
title: Decision that looked at a plan for drift
area: child protection
subject: child
reads: [decision]
per: subject
about: >-
  One row for each decision recorded by the day about a child whose matter begins with the word drift, in capitals or
  not, be it a panel, a gateway or a manager that looked at the plan. decided_on is the day it was made.
---*/
select
    subject_id,
    decided_on
from decision
where decided_on <= $as_at and starts_with(lower(matter), 'drift')
