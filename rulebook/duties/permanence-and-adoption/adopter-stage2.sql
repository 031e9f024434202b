/*---
id: adopter-stage2
kind: duty
title: Stage two of approving adopters within 4 months
area: permanence and adoption
subject: carer household
force: law
number: law
source: >-
  Adoption Agencies Regulations 2005 (SI 2005/389), reg 30B, as put in by SI 2013/985 (Part 4): four months from the
  day the agency received the household's notice that it wishes to go on; paragraph not checked
in_force: 2013-07-01..
reads: [adopter_household]
owner: adoption social worker
warn: 1 month
harm: medium
harm_why: A family may not be there to be matched when a child needs it.
gap_after: 6 months
counts: days
met_by: [adopter_household]
rests_on: [adopter_household]
per: subject
why: A family that is ready should be approved while a child is still small.
about: >-
  The day stage two began, taken as the day on which the household's notice that it wishes to go on was received,
  starts a clock of four months for the decision on whether they are suitable to adopt, either way; four months from
  31 October is the last day of February. On the fast track, for people who have adopted or fostered before, the four
  months are all there is, and the detail says so. More time that the household itself asked for has no field, and
  does not stop the clock. Where they withdrew by the due day nothing was owed; where they withdrew later without a
  decision it was missed.
---*/
select
    subject_id,
    subject_id || '/' || stage_two_started_on as occasion_id,
    stage_two_started_on as arose_on,
    (stage_two_started_on + interval 4 month)::date as due_on,
    case when suitability_decided_on <= $as_at then suitability_decided_on end as met_on,
    case when withdrawn_on <= $as_at then withdrawn_on end as stopped_on,
    case when withdrawn_on <= $as_at then 'they withdrew' end as stopped_why,
    case when fast_track then 'Fast track' end as detail
from adopter_household
where stage_two_started_on <= $as_at
