/*---
id: police-protection
kind: duty
title: Police protection ended, or an order applied for, within 72 hours
area: child protection
subject: child
force: law
number: law
source: Children Act 1989, section 46(6)
in_force: 1991-10-14..
reads: [police_protection, case_end]
owner: team manager
warn: 24 hours
counts: hours
timed: true
why: The police may keep a child from home without a court for three days at most; then somebody must have decided.
about: >-
  From the hour a child was taken into police protection the child is to have been released, or a court asked for an
  emergency protection order, within 72 hours; weekends and the hour that the clocks change count as they pass. Met by
  whichever came first. The power itself lapses at that hour, so an open clock afterwards means that nobody has recorded
  what happened to the child. The child's turning 18 or dying stops it; a closed case does not.
---*/
with taken as (
    select
        subject_id,
        record_id,
        taken_at,
        taken_at::date as taken_on,
        taken_at + interval 72 hour as due_at,
        least(
            case when ended_at < ($as_at::date + 1)::timestamptz then ended_at end,
            case when order_applied_at < ($as_at::date + 1)::timestamptz then order_applied_at end
        ) as met_at
    from police_protection
    where taken_at < ($as_at::date + 1)::timestamptz
),

childhood_end as (
    select
        subject_id,
        ended_on,
        reason
    from case_end
    where reason <> 'the case closed'
)

select
    t.subject_id,
    t.record_id as occasion_id,
    t.taken_at as arose_at,
    t.due_at,
    t.met_at,
    case
        when t.met_at is not null then null
        when e.ended_on::timestamptz <= t.due_at then 'Not owed: ' || e.reason || ' first'
        when e.ended_on is not null then 'Missed: ' || e.reason || ' with nothing recorded'
    end as excused
from taken t
asof left join childhood_end e on e.subject_id = t.subject_id and t.taken_on <= e.ended_on
