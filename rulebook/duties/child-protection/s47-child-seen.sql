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
reads: [section_47_as_at, cin_visit, cp_visit]
owner: allocated_worker
warn: 1 day
harm: high
harm_why: Injury or fear may go unseen, and the child may still be with whoever caused it.
gap_after: 1 month
counts: days
met_by: [cin_visit, cp_visit]
rests_on: [section_47]
per: subject
settings:
  s47_seen_days:
    value: 1
    basis: Heed's default until the authority sets its own; 24 hours is common, and records hold days only
why: A child who may have been hurt is first of all to be looked at and listened to.
about: >-
  From the day a section 47 enquiry began, the child is to have been seen by the end of the next day, weekends counted,
  by a visit recorded for a child in need or on a plan. Visits hold days and not hours, so 24 hours are taken to the end
  of that day. A visit counts unless it says that the child was not seen; whether alone is shown on the visit. An
  enquiry that was concluded without such a visit is missed. Both kinds of visit must be on record: those to children on
  plans alone say nothing of the others.
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

enquiry as (
    select
        subject_id,
        record_id,
        started_on,
        least(concluded_on, case when conference_on >= started_on then conference_on end) as ended_on
    from section_47_as_at
),

first_seen as (
    select
        e.record_id,
        min(v.visited_on) as visited_on
    from enquiry e
    inner join seen v on v.subject_id = e.subject_id and v.visited_on >= e.started_on
    group by e.record_id
)

select
    e.subject_id,
    e.record_id as occasion_id,
    e.started_on as arose_on,
    e.started_on + try_cast(setting('s47_seen_days') as integer) as due_on,
    case when e.ended_on is null or v.visited_on <= e.ended_on then v.visited_on end as met_on,
    e.ended_on as stopped_on,
    case when e.ended_on is not null then 'the enquiry was concluded' end as stopped_why
from enquiry e
left join first_seen v on v.record_id = e.record_id
