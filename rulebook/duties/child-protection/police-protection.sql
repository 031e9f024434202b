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
reads: [police_protection, childhood_end]
owner: team manager
warn: 24 hours
harm: high
harm_why: The child may go back into danger, or be kept from home with no lawful power.
gap_after: 1 month
counts: hours
timed: true
met_by: [police_protection]
rests_on: [police_protection]
per: subject
why: The police may keep a child from home without a court for three days at most; then somebody must have decided.
about: >-
  From the hour a child was taken into police protection the child is to have been released, or a court asked for an
  emergency protection order, within 72 hours; weekends and the hour that the clocks change count as they pass. Met by
  whichever came first. The power itself lapses at that hour, so an open clock afterwards means that nobody has recorded
  what happened to the child. The child's turning 18 or dying stops it; a closed case does not.
---*/
select
    p.subject_id,
    p.record_id as occasion_id,
    p.taken_at as arose_at,
    p.taken_at + interval 72 hour as due_at,
    least(
        case when p.ended_at < ($as_at::date + 1)::timestamptz then p.ended_at end,
        case when p.order_applied_at < ($as_at::date + 1)::timestamptz then p.order_applied_at end
    ) as met_at,
    e.ended_on::timestamptz as stopped_at,
    e.reason as stopped_why
from police_protection p
left join childhood_end e on e.subject_id = p.subject_id and e.ended_on >= p.taken_at::date
where p.taken_at < ($as_at::date + 1)::timestamptz
