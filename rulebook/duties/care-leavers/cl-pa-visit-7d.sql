/*---
id: cl-pa-visit-7d
kind: duty
title: Adviser visits within 7 days of moving to a home the authority provides
area: care leavers
subject: child
force: law
number: law
source: Care Leavers (England) Regulations 2010, reg 8(2)(a)
in_force: 2011-04-01..
reads: [adviser_visit_cycle, adviser_contact]
owner: allocated_worker
warn: 3 days
counts: days
why: The first week in an own home is the loneliest, and when things go wrong unseen.
about: >-
  For each home that the authority provides to a relevant or former relevant young person, counted in calendar days from
  the day of moving in. Met by the first visit there of a personal adviser; a call or a meeting elsewhere does not
  count. Where the young person moved on by the due day nothing more was owed; where that came later the clock stops as
  missed. It cannot be told where no visit is recorded at all, or before the first collection year (from 1 April) with
  one.
---*/
with recorded as (
    select (date_trunc('year', min(contact_on) - interval 3 month) + interval 3 month)::date as since_on
    from adviser_contact
    where kind = 'visit' and contact_on <= $as_at
),

timed as (
    select
        c.subject_id,
        c.home_id,
        c.opened_on,
        c.opened_on + 7 as due_on,
        c.next_on,
        c.ended_on,
        r.since_on
    from adviser_visit_cycle c
    cross join recorded r
    where c.number = 0
)

select
    subject_id,
    home_id as occasion_id,
    opened_on as arose_on,
    case when due_on >= since_on then due_on end as due_on,
    next_on as met_on,
    case
        when next_on is not null or ended_on is null or coalesce(due_on < since_on, true) then null
        when ended_on <= due_on then 'Not owed: moved on first'
        else 'Missed: moved on without this visit'
    end as excused
from timed
