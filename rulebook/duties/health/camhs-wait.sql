/*---
id: camhs-wait
kind: duty
title: Mental health services see the child within 4 weeks of accepting the referral
area: health
subject: child
force: local
number: local
source: >-
  Local: children's social care has no such duty. The default of 4 weeks is the NHS's ambition (Transforming children
  and young people's mental health provision, 2017); 18 weeks is the outer limit of the NHS Constitution
in_force: 2013-04-01..
reads: [mental_health_referral, child_as_at]
owner: allocated_worker
warn: 1 week
harm: medium
harm_why: The child's distress may deepen, and school, friendships and home suffer with it.
gap_after: 12 months
counts: days
met_by: [mental_health_referral]
rests_on: [mental_health_referral]
per: subject
settings:
  camhs_wait_weeks:
    value: 4
    basis: Heed's default until the authority agrees its own with the provider; the NHS's ambition of 2017
  camhs_crisis_days:
    value: 1
    basis: Heed's default until the authority agrees its own with the provider; 24 hours, counted as the next day
why: Inspectors have found children waiting eight months, and a child in distress does not get better by waiting.
about: >-
  From the day a referral was accepted, the first assessment is awaited within the authority's own number of weeks, or
  of days where the referral is a crisis. Referrals after adoption have a duty of their own (camhs-adopted). It is the
  provider's wait: the allocated worker's part is to chase it. Where the child turned 18 by the due day it is no longer
  this service's; where later, it was missed.
---*/
with accepted as (
    select
        m.subject_id,
        m.record_id,
        m.accepted_on,
        m.crisis,
        case when m.assessed_on <= $as_at then m.assessed_on end as met_on,
        case when m.treated_on <= $as_at then m.treated_on end as treated_on,
        (m.accepted_on + case
            when m.crisis then try_cast(setting('camhs_crisis_days') as integer)
            else 7 * try_cast(setting('camhs_wait_weeks') as integer)
        end)::date as due_on,
        case when b.born_on + interval 18 year <= $as_at then (b.born_on + interval 18 year)::date end as eighteen_on
    from mental_health_referral m
    left join child_as_at b on b.subject_id = m.subject_id
    where m.accepted_on <= $as_at and coalesce(not m.after_adoption, true)
)

select
    subject_id,
    record_id as occasion_id,
    accepted_on as arose_on,
    due_on,
    met_on,
    eighteen_on as stopped_on,
    case when eighteen_on is not null then 'the child turned 18' end as stopped_why,
    case
        when crisis then 'Crisis'
        when met_on is not null and treated_on is null then 'Assessed; treatment has not begun'
    end as detail
from accepted
