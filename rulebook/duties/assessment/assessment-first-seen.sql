/*---
id: assessment-first-seen
kind: duty
title: Child first seen in an assessment
area: assessment
subject: child
force: local
number: local
source: >-
  Local practice standard: Working Together to Safeguard Children, 2023, chapter 3, asks that the child is seen and sets
  no number; the authority sets it
in_force: 2013-04-15..
reads: [assessment, cin_visit, cp_visit, case_end]
owner: allocated_worker
warn: 2 working days
counts: working days
settings:
  assessment_seen_working_days:
    value: 5
    basis: Heed's default until the authority sets its own
why: Nobody can judge how a child is without having met the child.
about: >-
  From the referral that led to the first assessment, the child is to have been seen within the authority's own number
  of working days, by a visit to a child in need or on a plan at which the child was seen. Children too young to speak
  are seen and observed; whether alone is shown on the visit and not asked here. A referral with no assessment has no
  clock. Where the only visit in time does not say whether the child was seen it is taken that the child was. The end of
  the case stops the clock. It cannot be told where it fell due before the first collection year (from 1 April) with any
  visit to a child in need recorded, or where none is: visits to children on plans alone say nothing of the others.
  Such a clock is left out once the case has ended.
---*/
with seen as (
    select
        subject_id,
        visited_on
    from cin_visit
    where visited_on <= $as_at and coalesce(seen, true)
    union all
    select
        subject_id,
        visited_on
    from cp_visit
    where visited_on <= $as_at and coalesce(seen, true)
),

recorded as (
    select (date_trunc('year', min(visited_on) - interval 3 month) + interval 3 month)::date as since_on
    from cin_visit
    where visited_on <= $as_at
),

begun as (
    select
        subject_id,
        referred_on,
        working_days_after(referred_on, try_cast(setting('assessment_seen_working_days') as integer)) as due_on
    from assessment
    where started_on <= $as_at
    group by subject_id, referred_on
),

judged as (
    select
        b.subject_id,
        b.referred_on,
        b.due_on,
        coalesce(b.due_on < r.since_on, true) as before_records,
        case when e.ended_on is null or s.visited_on <= e.ended_on then s.visited_on end as met_on,
        e.ended_on,
        e.reason
    from begun b
    cross join recorded r
    asof left join seen s on s.subject_id = b.subject_id and b.referred_on <= s.visited_on
    asof left join case_end e on e.subject_id = b.subject_id and b.referred_on <= e.ended_on
)

select
    subject_id,
    subject_id || '/' || referred_on as occasion_id,
    referred_on as arose_on,
    case when met_on <= due_on or not before_records then due_on end as due_on,
    case when met_on <= due_on or not before_records then met_on end as met_on,
    case
        when met_on is not null or before_records then null
        when ended_on <= due_on then 'Not owed: ' || reason || ' first'
        when ended_on is not null then 'Missed: ' || reason || ' and the child was not seen'
    end as excused
from judged
where not before_records or met_on <= due_on or ended_on is null
