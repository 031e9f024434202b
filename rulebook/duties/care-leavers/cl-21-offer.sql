/*---
id: cl-21-offer
kind: duty
title: Offer of support at least every 12 months from 21 to 25
area: care leavers
subject: child
force: law
number: law
source: Children Act 1989, section 23CZB (inserted by the Children and Social Work Act 2017, section 3)
in_force: 2018-04-01..
reads: [care_leaver_as_at, support_offer]
owner: allocated_worker
warn: 1 month
harm: medium
harm_why: A young adult in trouble may go without help that was theirs for the asking.
gap_after: 12 months
counts: days
met_by: [support_offer]
rests_on: [episode]
recurs: true
per: subject
why: At 21 many think that they need nobody, and at 23 do not know whom to ask.
about: >-
  From the 21st birthday (or 1 April 2018, when the law began), and from each offer, the next offer of support is owed
  within twelve months while the young person is under 25: one clock for each. After an offer that was taken up there
  is none until the next is recorded, since the law asks for offers only to those not supported. Twelve months from 29
  February end on 28 February. Where the standing as a care leaver ended by the due day, as at 25, nothing more was
  owed; where later, the offer was missed.
---*/
with leaver as (
    select
        subject_id,
        greatest(twenty_one_on, date '2018-04-01') as started_on,
        ended_on,
        ended_by
    from care_leaver_as_at
    where standing = 'former relevant'
),

opened as (
    select
        subject_id,
        started_on as opened_on,
        false as taken_up
    from leaver
    where started_on <= $as_at
    union all
    select
        o.subject_id,
        o.offered_on as opened_on,
        coalesce(o.taken_up, false) as taken_up
    from support_offer o
    inner join leaver l on l.subject_id = o.subject_id
    where o.offered_on > l.started_on and o.offered_on <= $as_at
),

followed as (
    select
        *,
        lead(opened_on) over (partition by subject_id order by opened_on) as next_on
    from opened
)

select
    f.subject_id,
    f.subject_id || '/' || f.opened_on as occasion_id,
    f.opened_on as arose_on,
    (f.opened_on + interval 12 month)::date as due_on,
    case when coalesce(f.next_on < l.ended_on, true) then f.next_on end as met_on,
    l.ended_on as stopped_on,
    l.ended_by as stopped_why
from followed f
inner join leaver l on l.subject_id = f.subject_id
where not f.taken_up and coalesce(f.opened_on < l.ended_on, true)
