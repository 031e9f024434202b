/*---
id: referral-decision
kind: duty
title: Decision on what follows a referral within 1 working day
area: front door
subject: child
force: statutory guidance
number: statutory guidance
source: >-
  Working Together to Safeguard Children, HM Government, 2023, chapter 3, paragraph 153, page 58 (a practice supervisor
  or manager); the same working day in the editions of 2013 and 2018, chapter 1, paragraph not checked, where a social
  worker decides; the edition of March 2026 is not checked
in_force: 2013-04-15..
reads: [referral, referral_decision, cin_episode]
owner: team manager
warn: 1 working day
harm: high
harm_why: A child who may be in danger waits without anybody having decided whether to act.
gap_after: 1 month
counts: working days
met_by: [referral_decision]
rests_on: [referral, cin_episode]
per: subject
why: Whoever was worried enough to refer a child should know by the next day that somebody has decided what to do.
about: >-
  Each referral is owed a manager's decision by the end of the next working day; a referral on a Saturday has until
  Monday. Met by the first decision recorded for that referral. The CIN census has no day of decision: a referral that
  it marks as no further action was decided, but nobody can tell when; it is shown for a year. Where the case closed by
  the due day nothing was owed; where it closed later with no decision recorded, it was missed.
---*/
with decided as (
    select
        subject_id,
        referred_on,
        min(decided_on) as decided_on
    from referral_decision
    where decided_on between referred_on and $as_at
    group by subject_id, referred_on
),

judged as (
    select
        r.subject_id,
        r.record_id,
        r.referred_on,
        d.decided_on,
        d.decided_on is null and coalesce(r.no_further_action, false) as day_unknown,
        e.closed_on
    from referral r
    left join decided d on d.subject_id = r.subject_id and d.referred_on = r.referred_on
    left join cin_episode e on e.subject_id = r.subject_id and e.referred_on = r.referred_on and e.closed_on <= $as_at
    where r.referred_on <= $as_at
)

select
    subject_id,
    record_id as occasion_id,
    referred_on as arose_on,
    case when not day_unknown then working_days_after(referred_on, 1) end as due_on,
    decided_on as met_on,
    case when not day_unknown then closed_on end as stopped_on,
    case when not day_unknown and closed_on is not null then 'the case closed' end as stopped_why,
    case when day_unknown then 'the day on which it was decided that nothing further was to be done' end as missing
from judged
where not day_unknown or referred_on > $as_at::date - interval 12 month
