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
counts: working days
settings:
  referrer_feedback_working_days:
    value: 3
    basis: Heed's default until the authority sets its own
why: A teacher who never hears what came of a worry stops passing worries on, or passes the same one on again.
about: >-
  From the day a decision on a referral was made, whoever referred is to have been told within the authority's own
  number of working days: one clock for each referral, from its first decision. Excused where telling them was
  recorded as unsafe, or the referral was anonymous (CIN source 9). It stays overdue until they are told. It cannot be
  told where it fell due before the first collection year (from 1 April) with any referrer recorded as told, or where
  none is.
---*/
with recorded as (
    select (date_trunc('year', min(referrer_informed_on) - interval 3 month) + interval 3 month)::date as since_on
    from referral_decision
    where referrer_informed_on <= $as_at
),

decided as (
    select
        subject_id,
        referred_on,
        min(decided_on) as decided_on,
        min(case when referrer_informed_on <= $as_at then referrer_informed_on end) as informed_on,
        coalesce(bool_or(unsafe_to_inform), false) as unsafe
    from referral_decision
    where decided_on between referred_on and $as_at
    group by subject_id, referred_on
),

timed as (
    select
        d.subject_id,
        d.referred_on,
        d.decided_on,
        d.informed_on,
        d.unsafe,
        coalesce(r.source = '9', false) as anonymous,
        working_days_after(d.decided_on, try_cast(setting('referrer_feedback_working_days') as integer)) as due_on
    from decided d
    left join referral r on r.subject_id = d.subject_id and r.referred_on = d.referred_on
)

select
    t.subject_id,
    t.subject_id || '/' || t.referred_on as occasion_id,
    t.decided_on as arose_on,
    case when t.informed_on is not null or t.due_on >= r.since_on then t.due_on end as due_on,
    t.informed_on as met_on,
    case
        when t.informed_on is not null then null
        when t.unsafe then 'Telling the referrer was not safe'
        when t.anonymous then 'The referral was anonymous'
    end as excused
from timed t
cross join recorded r
