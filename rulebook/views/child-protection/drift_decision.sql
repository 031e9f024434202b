/*---
id: drift_decision
kind: view
title: Decision that looked at a plan for drift
area: child protection
subject: child
reads: [decision]
about: >-
  One row for each decision recorded by the day about a child whose matter begins with the word drift, in capitals or
  not, be it a panel, a gateway or a manager that looked at the plan. decided_on is the day it was made. begun_on, the
  same on every row, is the start of the first collection year (from 1 April) with any such decision recorded in the
  whole authority.
---*/
select
    subject_id,
    decided_on,
    (date_trunc('year', min(decided_on) over () - interval 3 month) + interval 3 month)::date as begun_on
from decision
where decided_on <= $as_at and starts_with(lower(matter), 'drift')
