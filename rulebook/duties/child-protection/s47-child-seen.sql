/*---
id: s47-child-seen
kind: duty
title: Child seen at the start of a section 47 enquiry
area: child protection
subject: child
force: local
number: local
source: >-
  Local practice standard: Working Together to Safeguard Children, 2023, chapter 3, asks that the child is seen and sets
  no number; the authority sets it
in_force: 2013-04-15..
reads: [section_47, section_47_outcome, cin_visit, cp_visit]
owner: allocated_worker
warn: 1 day
counts: days
settings:
  s47_seen_days:
    value: 1
    basis: Heed's default until the authority sets its own; 24 hours is common, and records hold days only
why: A child who may have been hurt is first of all to be looked at and listened to.
about: >-
  From the day a section 47 enquiry began, the child is to have been seen by the end of the next day, weekends
  counted, by a visit recorded for a child in need or on a plan. Visits hold days and not hours, so 24 hours are taken
  to the end of that day. A visit counts unless it says that the child was not seen; whether alone is shown on the
  visit. An enquiry that was concluded without such a visit is missed. It cannot be told where it fell due before the
  first collection year (from 1 April) with any visit to a child in need recorded, or where none is: visits to
  children on plans alone say nothing of the others. Such a clock is left out once the enquiry was concluded.
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

enquiry as (
    select
        s.subject_id,
        s.record_id,
        s.started_on,
        s.started_on + try_cast(setting('s47_seen_days') as integer) as due_on,
        least(
            case when s.ended_on between s.started_on and $as_at then s.ended_on end,
            case when s.conference_held_on between s.started_on and $as_at then s.conference_held_on end,
            case when o.concluded_on between s.started_on and $as_at then o.concluded_on end
        ) as ended_on
    from section_47 s
    left join section_47_outcome o on o.subject_id = s.subject_id and o.started_on = s.started_on
    where s.started_on <= $as_at
),

judged as (
    select
        e.subject_id,
        e.record_id,
        e.started_on,
        e.due_on,
        e.ended_on,
        coalesce(e.due_on < r.since_on, true) as before_records,
        case when e.ended_on is null or v.visited_on <= e.ended_on then v.visited_on end as met_on
    from enquiry e
    cross join recorded r
    asof left join seen v on v.subject_id = e.subject_id and e.started_on <= v.visited_on
)

select
    subject_id,
    record_id as occasion_id,
    started_on as arose_on,
    case when met_on <= due_on or not before_records then due_on end as due_on,
    case when met_on <= due_on or not before_records then met_on end as met_on,
    case
        when met_on is not null or before_records then null
        when ended_on <= due_on then 'Not owed: the enquiry was concluded first'
        when ended_on is not null then 'Missed: the enquiry was concluded without it'
    end as excused
from judged
where not before_records or met_on <= due_on or ended_on is null
