/*---
id: referral-decision
kind: duty
title: Decision on what follows a referral within 1 working day
area: front door
subject: child
force: statutory guidance
number: statutory guidance
source: >-
  Working Together to Safeguard Children, HM Government, 2013 and later editions (2013 and 2018, chapter 1; 2023,
  chapter 3), from memory; paragraph not checked
in_force: 2013-04-15..
reads: [referral, referral_decision, cin_episode]
owner: team manager
warn: 1 working day
counts: working days
why: Whoever was worried enough to refer a child should know by the next day that somebody has decided what to do.
about: >-
  Each referral is owed a manager's decision by the end of the next working day; a referral on a Saturday has until
  Monday. Met by the first decision recorded for that referral. The CIN census has no day of decision: a referral that
  it marks as no further action was decided, but nobody can tell when. It cannot be told either where the decision
  fell due before the first collection year (from 1 April) with any such decision recorded, or where none is recorded
  at all; such a referral is left out once its case has closed. Otherwise a case that closed with no decision recorded
  stops the clock.
---*/
with recorded as (
    select (date_trunc('year', min(decided_on) - interval 3 month) + interval 3 month)::date as since_on
    from referral_decision
    where decided_on <= $as_at
),

decided as (
    select
        subject_id,
        referred_on,
        min(decided_on) as decided_on
    from referral_decision
    where decided_on between referred_on and $as_at
    group by subject_id, referred_on
),

timed as (
    select
        r.subject_id,
        r.record_id,
        r.referred_on,
        working_days_after(r.referred_on, 1) as due_on,
        d.decided_on,
        coalesce(r.no_further_action, false) as closed_at_once,
        case when e.closed_on <= $as_at then e.closed_on end as closed_on
    from referral r
    left join decided d on d.subject_id = r.subject_id and d.referred_on = r.referred_on
    left join cin_episode e on e.subject_id = r.subject_id and e.referred_on = r.referred_on
    where r.referred_on <= $as_at
)

select
    t.subject_id,
    t.record_id as occasion_id,
    t.referred_on as arose_on,
    case
        when t.decided_on is not null or t.due_on >= r.since_on and not t.closed_at_once then t.due_on
    end as due_on,
    t.decided_on as met_on,
    case
        when t.decided_on is not null or t.closed_at_once or coalesce(t.due_on < r.since_on, true) then null
        when t.closed_on <= t.due_on then 'Not owed: the case closed first'
        when t.closed_on is not null then 'Missed: the case closed without a decision recorded'
    end as excused,
    case
        when t.decided_on is null and t.closed_at_once
            then 'Nothing further was to be done; the day that was decided is not recorded'
    end as detail
from timed t
cross join recorded r
where t.decided_on is not null or t.due_on >= r.since_on or t.closed_on is null and not t.closed_at_once
