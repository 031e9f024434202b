/*---
id: camhs-adopted
kind: duty
title: Mental health services see an adopted child within the authority's own time
area: health
subject: child
force: commitment
number: local
source: >-
  Ofsted, inspection of the London Borough of Lambeth, May 2015, on adoption (adopted children were no priority for
  mental health services); the number is local
in_force: 2015-05-01..
reads: [mental_health_referral, child_as_at]
owner: adoption manager
warn: 1 week
harm: medium
harm_why: The child's distress may deepen until the new family can no longer cope.
gap_after: 12 months
counts: days
met_by: [mental_health_referral]
rests_on: [mental_health_referral]
per: subject
settings:
  camhs_adopted_weeks:
    value: 4
    basis: Heed's default until the authority agrees its own with the provider
why: Many adopted children carry early harm with them, and their families are left to bear the wait alone.
about: >-
  From the day a referral made after adoption was accepted, the first assessment is awaited within the authority's own
  number of weeks. Other referrals are the duty camhs-wait's. Where the child turned 18 by the due day it is no longer
  this service's; where later, it was missed.
---*/
with accepted as (
    select
        m.subject_id,
        m.record_id,
        m.accepted_on,
        case when m.assessed_on <= $as_at then m.assessed_on end as met_on,
        (m.accepted_on + 7 * try_cast(setting('camhs_adopted_weeks') as integer))::date as due_on,
        case when b.born_on + interval 18 year <= $as_at then (b.born_on + interval 18 year)::date end as eighteen_on
    from mental_health_referral m
    left join child_as_at b on b.subject_id = m.subject_id
    where m.accepted_on <= $as_at and m.after_adoption
)

select
    subject_id,
    record_id as occasion_id,
    accepted_on as arose_on,
    due_on,
    met_on,
    eighteen_on as stopped_on,
    case when eighteen_on is not null then 'the child turned 18' end as stopped_why
from accepted
