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
counts: days
why: At 21 many think that they need nobody, and at 23 do not know whom to ask.
about: >-
  From the 21st birthday (or 1 April 2018, when the law began), and from each offer, the next offer of support is owed within
  twelve months while the young person is under 25: one clock for each. After an offer that was taken up there is none until the next is recorded,
  since the law asks for offers only to those not supported. Twelve months from 29 February end on 28 February. Where the standing ended by
  the due day, as at 25, nothing more was owed. It cannot be told where no offer is recorded at all, or before the first
  collection year (from 1 April) with one.
---*/
with offered as (
    select
        subject_id,
        offered_on,
        coalesce(taken_up, false) as taken_up
    from support_offer
    where offered_on <= $as_at
),

recorded as (
    select (date_trunc('year', min(offered_on) - interval 3 month) + interval 3 month)::date as since_on
    from offered
),

leaver as (
    select
        subject_id,
        greatest(twenty_one_on, date '2018-04-01') as started_on,
        ended_on
    from care_leaver_as_at
    where
        standing = 'former relevant' and greatest(twenty_one_on, date '2018-04-01') <= $as_at
        and coalesce(ended_on > greatest(twenty_one_on, date '2018-04-01'), true)
),

opened as (
    select
        subject_id,
        started_on as opened_on,
        false as taken_up
    from leaver
    union all
    select
        o.subject_id,
        o.offered_on as opened_on,
        o.taken_up
    from offered o
    inner join leaver l on l.subject_id = o.subject_id
    where o.offered_on > l.started_on and coalesce(o.offered_on < l.ended_on, true)
),

timed as (
    select
        o.subject_id,
        o.opened_on,
        o.taken_up,
        (o.opened_on + interval 12 month)::date as due_on,
        lead(o.opened_on) over (partition by o.subject_id order by o.opened_on) as met_on,
        l.ended_on,
        r.since_on
    from opened o
    inner join leaver l on l.subject_id = o.subject_id
    cross join recorded r
)

select
    subject_id,
    subject_id || '/' || opened_on as occasion_id,
    opened_on as arose_on,
    case when due_on >= since_on then due_on end as due_on,
    met_on,
    case
        when met_on is not null or ended_on is null or coalesce(due_on < since_on, true) then null
        when ended_on <= due_on then 'Not owed: 25 or no longer a care leaver by then'
        else 'Missed: 25 or no longer a care leaver, without this offer'
    end as excused
from timed
where not taken_up
