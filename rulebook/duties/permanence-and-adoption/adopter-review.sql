/*---
id: adopter-review
kind: duty
title: Yearly review of approved adopters without a child
area: permanence and adoption
subject: carer household
force: law
number: law
source: Adoption Agencies Regulations 2005, reg 30D (reg 29 before July 2013); paragraph not checked
in_force: 2005-12-30..
reads: [adopter_household, household_review]
owner: adoption manager
warn: 2 months
counts: days
why: A family that waits changes, and the child it gets should meet the family of today.
about: >-
  From the day a household was approved a review is owed within a year, and then within a year of each review, until a
  child is placed with them: one clock for each year. A year from 29 February is 28 February. Where a child was placed
  or they withdrew by the due day nothing was owed; where that came later the clock stops as missed. Reviews on one
  day are one. It cannot be told where a review fell due before the first collection year (from 1 April) with any
  review of adopters recorded, and such a clock is left out once a child is placed.
---*/
with held as (
    select
        subject_id,
        held_on
    from household_review
    where kind = 'adopter' and held_on <= $as_at
),

recorded as (
    select (date_trunc('year', min(held_on) - interval 3 month) + interval 3 month)::date as since_on
    from held
),

approved as (
    select
        subject_id,
        suitability_decided_on as approved_on,
        case when placed_on between suitability_decided_on and $as_at then placed_on end as placed_on,
        case when withdrawn_on <= $as_at then withdrawn_on end as withdrawn_on
    from adopter_household
    where approved and suitability_decided_on <= $as_at
),

waiting as (
    select
        *,
        least(placed_on, withdrawn_on) as stopped_on,
        case when placed_on <= coalesce(withdrawn_on, placed_on) then 'a child was placed' else 'they withdrew' end
            as stopped_how
    from approved
),

opened as (
    select
        subject_id,
        approved_on as opened_on,
        true as is_first
    from waiting
    union all
    select
        h.subject_id,
        h.held_on as opened_on,
        false as is_first
    from held h
    inner join waiting w on w.subject_id = h.subject_id
    where h.held_on > w.approved_on and h.held_on <= coalesce(w.stopped_on, $as_at)
),

followed as (
    select
        *,
        lead(opened_on) over (partition by subject_id order by opened_on) as next_on,
        (opened_on + interval 1 year)::date as due_on
    from opened
),

judged as (
    select
        f.*,
        w.stopped_on,
        w.stopped_how,
        coalesce(f.due_on >= r.since_on, false) as told
    from followed f
    inner join waiting w on w.subject_id = f.subject_id
    cross join recorded r
    where f.is_first or w.stopped_on is null or f.opened_on < w.stopped_on
)

select
    subject_id,
    subject_id || '/' || opened_on as occasion_id,
    opened_on as arose_on,
    case when told then due_on end as due_on,
    case when told then next_on end as met_on,
    case
        when next_on is not null or stopped_on is null then null
        when stopped_on <= due_on then 'Not owed: ' || stopped_how || ' first'
        else 'Missed: ' || stopped_how || ' without this review'
    end as excused
from judged
where told or stopped_on is null
