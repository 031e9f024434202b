/*---
id: panel-report-response
kind: duty
title: Panel’s report answered with actions
area: permanence and adoption
subject: body
force: commitment
number: local
source: >-
  Ofsted, inspection of Lambeth, 2015, which asked that what the panel reports be acted upon; the working days are local
in_force: 2015-05-12..
reads: [panel_report]
owner: head of adoption
warn: 5 working days
harm: low
harm_why: Faults in the work for children may stay as they are.
gap_after: 3 months
counts: working days
met_by: [panel_report]
rests_on: [panel_report]
per: subject
settings:
  panel_answer_working_days: {value: "20", basis: "Local default; no standard gives a number"}
why: The same faults were reported again and again, because nobody had to answer.
about: >-
  Each report received from a panel's chair must be answered by the agency, with what it will do, within the
  authority's own number of working days; the day itself is not counted. Met on the day of the answer. Whether the
  actions were done is for the next report to say.
---*/
select
    subject_id,
    record_id as occasion_id,
    received_on as arose_on,
    working_days_after(received_on, try_cast(setting('panel_answer_working_days') as integer)) as due_on,
    case when answered_on <= $as_at then answered_on end as met_on,
    null::date as stopped_on,
    null as stopped_why
from panel_report
where received_on <= $as_at
