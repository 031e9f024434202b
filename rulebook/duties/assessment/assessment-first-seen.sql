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
reads: [assessment, child_seen, case_end]
owner: allocated_worker
warn: 2 working days
harm: high
harm_why: A child who is being hurt may go on being hurt, because nobody has come to look.
gap_after: 2 months
counts: working days
met_by: [cin_visit]
rests_on: [assessment, cin_episode]
per: subject
settings:
  assessment_seen_working_days:
    value: 5
    basis: Heed's default until the authority sets its own
why: Nobody can judge how a child is without having met the child.
about: >-
  From the referral that led to the first assessment, the child is to have been seen within the authority's own number
  of working days, by a visit to a child in need, under a plan or to a looked-after child at which the child was seen.
  Children too young to speak are seen and observed; whether alone is shown on the visit and not asked here. A referral
  with no assessment has no clock. A visit that does not say whether the child was seen is taken as one at which the
  child was. Where the case ended by the due day nothing was owed; where it ended later and the child had not been seen,
  it was missed. Known from when visits to children in need are recorded: visits to children on plans alone say nothing
  of the others.
---*/
with begun as (
    select
        a.subject_id,
        a.referred_on,
        min(s.visited_on) as seen_on
    from assessment a
    left join child_seen s on s.subject_id = a.subject_id and s.visited_on >= a.referred_on
    where a.started_on <= $as_at
    group by a.subject_id, a.referred_on
)

select
    b.subject_id,
    b.subject_id || '/' || b.referred_on as occasion_id,
    b.referred_on as arose_on,
    working_days_after(b.referred_on, try_cast(setting('assessment_seen_working_days') as integer)) as due_on,
    case when e.ended_on is null or b.seen_on <= e.ended_on then b.seen_on end as met_on,
    e.ended_on as stopped_on,
    e.reason as stopped_why
from begun b
left join case_end e on e.subject_id = b.subject_id and b.referred_on between e.from_on and e.ended_on
