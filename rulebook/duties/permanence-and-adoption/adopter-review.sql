/*---
id: adopter-review
kind: duty
title: Yearly review of approved adopters without a child
area: permanence and adoption
subject: carer household
force: law
number: law
source: >-
  Adoption Agencies Regulations 2005 (SI 2005/389), reg 30D, as put in by SI 2013/985 from July 2013 (reg 29 before):
  not more than one year after approval and then each year; paragraph not checked
in_force: 2005-12-30..
reads: [adopter_household, household_review]
owner: adoption manager
warn: 2 months
harm: medium
harm_why: A child may be matched with a family whose health, home or wishes are no longer what was approved.
gap_after: 12 months
counts: days
met_by: [household_review]
rests_on: [adopter_household]
recurs: true
per: subject
why: A family that waits changes, and the child it gets should meet the family of today.
about: >-
  From the day a household was approved a review is owed within a year, and then within a year of each review, until a
  child is placed with them: one clock for each year. A year from 29 February is 28 February. Where a child was placed
  or they withdrew by the due day nothing was owed; where that came later without this review it was missed. Reviews
  on one day are one.
---*/
with waiting as (
    select
        subject_id,
        suitability_decided_on as approved_on,
        case when placed_on between suitability_decided_on and $as_at then placed_on end as placed_on,
        case when withdrawn_on <= $as_at then withdrawn_on end as withdrawn_on
    from adopter_household
    where approved and suitability_decided_on <= $as_at
),

opened as (
    select
        subject_id,
        approved_on as opened_on
    from waiting
    union
    select
        h.subject_id,
        h.held_on as opened_on
    from household_review h
    inner join waiting w on w.subject_id = h.subject_id
    where
        h.kind = 'adopter' and h.held_on > w.approved_on
        and h.held_on <= least(w.placed_on, w.withdrawn_on, $as_at::date)
)

select
    o.subject_id,
    o.subject_id || '/' || o.opened_on as occasion_id,
    o.opened_on as arose_on,
    (o.opened_on + interval 1 year)::date as due_on,
    lead(o.opened_on) over (partition by o.subject_id order by o.opened_on) as met_on,
    least(w.placed_on, w.withdrawn_on) as stopped_on,
    case least(w.placed_on, w.withdrawn_on)
        when w.placed_on then 'a child was placed'
        when w.withdrawn_on then 'they withdrew'
    end as stopped_why
from opened o
inner join waiting w on w.subject_id = o.subject_id
qualify o.opened_on = w.approved_on or o.opened_on < coalesce(least(w.placed_on, w.withdrawn_on), $as_at::date + 1)
