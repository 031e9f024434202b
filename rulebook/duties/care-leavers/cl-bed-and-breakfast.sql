/*---
id: cl-bed-and-breakfast
kind: duty
title: Care leaver moved out of bed and breakfast within 2 working days
area: care leavers
subject: child
force: statutory guidance
number: statutory guidance
source: >-
  The Children Act 1989 guidance and regulations, volume 3: planning transition to adulthood for care leavers, DfE,
  revised January 2015 (last updated 1 February 2022), chapter 7 (accommodation); the two working days confirmed in a
  page that quotes it; paragraph not checked
in_force: 2015-01-01..
reads: [care_leaver_home]
owner: head of leaving care
warn: 1 working day
harm: high
harm_why: A young person on their own may be hurt or exploited by others who stay there.
gap_after: 2 months
counts: working days
met_by: [accommodation]
rests_on: [accommodation]
per: subject
why: Bed and breakfast among strangers is no place for a young person on their own.
about: >-
  The guidance does not hold bed and breakfast to be suitable: it is for emergencies only, for no more than two working days.
  Counted for each stay of a relevant or former relevant young person from the day it began, which is not counted. Met
  on the day the stay ended, wherever the young person went. A stay cut short because the young person stopped being a care
  leaver ends then.
---*/
select
    subject_id,
    home_id as occasion_id,
    started_on as arose_on,
    working_days_after(started_on, 2) as due_on,
    ended_on as met_on,
    null::date as stopped_on,
    null as stopped_why,
    case when standing = 'relevant' then 'Aged 16 or 17' else 'Aged 18 or over' end as detail
from care_leaver_home
where kind = 'bed and breakfast'
