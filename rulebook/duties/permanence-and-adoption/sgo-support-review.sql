/*---
id: sgo-support-review
kind: duty
title: Special guardians’ support reviewed every year
area: permanence and adoption
subject: carer household
force: law
number: law
source: Special Guardianship Regulations 2005, regs 17 and 18; paragraph not checked
in_force: 2005-12-30..
reads: [special_guardianship, household_review]
owner: special guardianship support
warn: 2 months
counts: days
why: A child's needs at ten are not those at three, and the plan and the money should follow.
about: >-
  From the day the support plan was agreed a review is owed within a year, and then within a year of each review,
  until the support ends: one clock for each year. A year from 29 February is 28 February. A review is of the
  household, so that where it has two plans one review serves both. Where the support ended by the due day nothing was
  owed; where it ended later the clock stops as missed. It cannot be told where a review fell due before the first
  collection year (from 1 April) with any such review recorded, and such a clock is left out once the support has
  ended.
---*/
with held as (
    select
        subject_id,
        held_on
    from household_review
    where kind = 'special guardianship' and held_on <= $as_at
),

recorded as (
    select (date_trunc('year', min(held_on) - interval 3 month) + interval 3 month)::date as since_on
    from held
),

supported as (
    select
        subject_id,
        record_id,
        support_agreed_on,
        case when support_ended_on between support_agreed_on and $as_at then support_ended_on end as ended_on
    from special_guardianship
    where support_agreed_on <= $as_at
),

opened as (
    select
        record_id,
        support_agreed_on as opened_on
    from supported
    union all
    select
        s.record_id,
        h.held_on as opened_on
    from held h
    inner join supported s on s.subject_id = h.subject_id
    where h.held_on > s.support_agreed_on and h.held_on <= coalesce(s.ended_on, $as_at)
),

followed as (
    select
        *,
        lead(opened_on) over (partition by record_id order by opened_on) as next_on,
        (opened_on + interval 1 year)::date as due_on
    from opened
),

judged as (
    select
        s.subject_id,
        f.*,
        s.ended_on,
        coalesce(f.due_on >= r.since_on, false) as told
    from followed f
    inner join supported s on s.record_id = f.record_id
    cross join recorded r
    where f.opened_on = s.support_agreed_on or s.ended_on is null or f.opened_on < s.ended_on
)

select
    subject_id,
    record_id || '/' || opened_on as occasion_id,
    opened_on as arose_on,
    case when told then due_on end as due_on,
    case when told then next_on end as met_on,
    case
        when next_on is not null or ended_on is null then null
        when ended_on <= due_on then 'Not owed: the support ended first'
        else 'Missed: the support ended without this review'
    end as excused
from judged
where told or ended_on is null
