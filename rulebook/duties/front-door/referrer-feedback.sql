/*---
id: referrer-feedback
kind: duty
title: Referrer told the outcome
area: front door
subject: child
force: local
number: local
source: >-
  Local number, where published practice ranges from 1 to 5 working days; Working Together to Safeguard Children, 2023,
  chapter 3, asks that the referrer is told and sets none
in_force: 2013-04-15..
reads: [referral, referral_decision]
owner: team manager
warn: 1 working day
harm: low
harm_why: Somebody who sees the child every day may not know whether to go on worrying.
gap_after: 1 month
counts: working days
met_by: [referral_decision.referrer_informed_on]
rests_on: [referral_decision]
per: subject
settings:
  referrer_feedback_working_days:
    value: 3
    basis: Heed's default until the authority sets its own
why: A teacher who never hears what came of a worry stops passing worries on, or passes the same one on again.
about: >-
  From the day a decision on a referral was made, whoever referred is to have been told within the authority's own
  number of working days: one clock for each referral, from its first decision. Excused where telling them was recorded
  as unsafe; not owed where the referral was anonymous (CIN source 9). It stays overdue until they are told. It cannot
  be told from a list of decisions that has no day on which the referrer was told.
---*/
with decided as (
    select
        subject_id,
        referred_on,
        min(decided_on) as decided_on,
        min(case when referrer_informed_on <= $as_at then referrer_informed_on end) as informed_on,
        coalesce(bool_or(unsafe_to_inform), false) as unsafe
    from referral_decision
    where decided_on between referred_on and $as_at
    group by subject_id, referred_on
)

select
    d.subject_id,
    d.subject_id || '/' || d.referred_on as occasion_id,
    d.decided_on as arose_on,
    working_days_after(d.decided_on, try_cast(setting('referrer_feedback_working_days') as integer)) as due_on,
    d.informed_on as met_on,
    null::date as stopped_on,
    case when r.source = '9' then 'the referral was anonymous' end as stopped_why,
    case when d.informed_on is null and d.unsafe then 'Telling the referrer was not safe' end as excused
from decided d
left join referral r on r.subject_id = d.subject_id and r.referred_on = d.referred_on
