/*---
id: assessment-without-referral
kind: check
title: An assessment of a referral that is not recorded
area: assessment
subject: child
fault: contradictory
source: Local, a check of Heed’s own
reads: [assessment, referral, cin_episode, record_coverage]
per: subject
why: What was assessed cannot be followed from the worry to the help.
about: >-
  Assessments whose day of referral is that of no referral and no case of the child, where the records of referrals or
  of cases cover that day.
---*/
select
    a.subject_id,
    'assessment' as record_type,
    a.record_id,
    'referred_on' as field,
    'No referral of that day is recorded' as reason,
    a.started_on as begun_on
from assessment a
left join referral r on r.subject_id = a.subject_id and r.referred_on = a.referred_on
left join cin_episode e on e.subject_id = a.subject_id and e.referred_on = a.referred_on
where r.record_id is null
    and e.record_id is null
    and a.started_on <= $as_at
    and exists (
        select 1
        from record_coverage c
        where c.record_type in ('referral', 'cin_episode') and a.referred_on >= c.from_on and (c.to_today or a.referred_on <= c.to_on)
    )
