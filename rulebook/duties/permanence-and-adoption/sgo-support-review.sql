/*---
id: sgo-support-review
kind: duty
title: Special guardians’ support reviewed every year
area: permanence and adoption
subject: carer household
force: law
number: law
source: >-
  Special Guardianship Regulations 2005 (SI 2005/1109), reg 17(2)(c), at least annually, for services (read as made);
  reg 18 for payments made regularly, paragraph not checked
in_force: 2005-12-30..
reads: [special_guardianship, household_review]
owner: special guardianship support
warn: 2 months
harm: medium
harm_why: The child may go without help, or the family without money, that they now need.
gap_after: 12 months
counts: days
met_by: [household_review]
rests_on: [special_guardianship]
recurs: true
per: subject
why: A child's needs at ten are not those at three, and the plan and the money should follow.
about: >-
  From the day the support plan was agreed a review is owed within a year, and then within a year of each review,
  until the support ends: one clock for each year. A year from 29 February is 28 February. A review is of the
  household, so that where it has two plans one review serves both. Where the support ended by the due day nothing was
  owed; where it ended later without this review it was missed.
---*/
with supported as (
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
    union
    select
        s.record_id,
        h.held_on as opened_on
    from household_review h
    inner join supported s on s.subject_id = h.subject_id
    where
        h.kind = 'special guardianship' and h.held_on > s.support_agreed_on
        and h.held_on <= least(s.ended_on, $as_at::date)
)

select
    s.subject_id,
    o.record_id || '/' || o.opened_on as occasion_id,
    o.opened_on as arose_on,
    (o.opened_on + interval 1 year)::date as due_on,
    lead(o.opened_on) over (partition by o.record_id order by o.opened_on) as met_on,
    s.ended_on as stopped_on,
    case when s.ended_on is not null then 'the support ended' end as stopped_why
from opened o
inner join supported s on s.record_id = o.record_id
qualify o.opened_on = s.support_agreed_on or s.ended_on is null or o.opened_on < s.ended_on
