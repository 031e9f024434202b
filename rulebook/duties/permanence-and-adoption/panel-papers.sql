/*---
id: panel-papers
kind: duty
title: Panel papers sent 5 working days before
area: permanence and adoption
subject: body
force: national standard
number: national standard
source: >-
  Fostering services: national minimum standards, DfE, 2011, standard 14.3 (by its order on the page that was read),
  for the five working days; Adoption: national minimum standards, DfE, 2011 (revised 2014), standard 17, paragraph
  not checked
in_force: 2011-04-01..
reads: [panel_meeting]
owner: panel adviser
warn: 3 working days
harm: medium
harm_why: The panel may miss what is wrong with a match, or put it off, and the child bears it.
gap_after: 1 month
counts: working days
met_by: [panel_meeting]
rests_on: [panel_meeting]
per: subject
why: A panel that reads the papers on the way in cannot weigh a child's whole life.
about: >-
  Each planned meeting of the panel is owed its papers on or before the fifth working day before it; the day of the
  meeting is not counted. Met on the day they were sent. The clock starts on the day the meeting was recorded or,
  where it was entered afterwards, on the due day. Once the day of the meeting has passed without papers it can no
  longer be put right and was missed. A meeting that was moved is another meeting, with its own record.
---*/
select
    subject_id,
    record_id as occasion_id,
    least(first_recorded_at::date, working_days_before(planned_on, 5)) as arose_on,
    working_days_before(planned_on, 5) as due_on,
    case when papers_sent_on <= $as_at then papers_sent_on end as met_on,
    case when planned_on < $as_at then planned_on end as stopped_on,
    case when planned_on < $as_at then 'the day of the panel passed' end as stopped_why
from panel_meeting
where least(first_recorded_at::date, planned_on) <= $as_at
