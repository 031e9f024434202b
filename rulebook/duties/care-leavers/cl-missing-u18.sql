/*---
id: cl-missing-u18
kind: duty
title: Return interview for a care leaver under 18 within 72 hours
area: care leavers
subject: child
force: statutory guidance
number: statutory guidance
source: >-
  Statutory guidance on children who run away or go missing from home or care, DfE, January 2014, page 14
  (independent return interviews)
in_force: 2014-01-01..
reads: [care_leaver_standing, return_interview_owed]
owner: allocated_worker
warn: 24 hours
harm: high
harm_why: Whoever harmed the young person while they were away may do so again before anybody has asked.
gap_after: 1 month
counts: hours
timed: true
met_by: [return_interview.held_at]
rests_on: [missing_episode]
per: subject
why: A young person of 16 or 17 living alone has fewer people to notice, and is no less at risk.
about: >-
  The same interview as in rhi-72h, listed for the leaving care service: only episodes that began while the young
  person was a relevant child, so under 18 and no longer looked after. The hours run from the moment of being found
  or, where only the day is known, from its end. Met when the interview was held, or was offered and declined. Not
  owed where the young person declined at an hour not recorded, went missing again or turned 18 within the time;
  missed where that came later. There is no clock while somebody is still missing. It cannot be told where an
  interview is recorded as accepted and no time of it is.
---*/
select
    m.subject_id,
    m.episode_id as occasion_id,
    m.found_at as arose_at,
    case when not m.hour_unknown then m.found_at + interval 72 hour end as due_at,
    coalesce(m.held_at, case when m.outcome = 'declined' then m.offered_at end) as met_at,
    m.stopped_at,
    case when not m.hour_unknown then m.stopped_why end as stopped_why,
    case when m.hour_unknown then 'when the interview was held' end as missing
from return_interview_owed m
inner join care_leaver_standing s
    on s.subject_id = m.subject_id and m.started_on >= s.from_on and coalesce(m.started_on < s.until_on, true)
where s.standing = 'relevant' and m.found_at is not null
