/*---
id: cl-pa-visit-2m
kind: duty
title: Adviser visits at least every two months in a home the authority provides
area: care leavers
subject: child
force: law
number: law
source: Care Leavers (England) Regulations 2010, reg 8(2)(c)
in_force: 2011-04-01..
reads: [adviser_visit_cycle]
owner: allocated_worker
warn: 2 weeks
counts: days
why: Somebody has to notice when the home, the money or the young person is no longer all right.
about: >-
  From each visit of the adviser in a home that the authority provides to a relevant or former relevant young person, the
  next is owed within two months: one clock for each visit. The first visit is the duty cl-pa-visit-7d. Two months from
  31 December end on the last day of February. Elsewhere the adviser keeps in touch (cl-keep-in-touch). Where the young
  person moved on by the due day nothing more was owed; where that came later the clock stops as missed.
---*/
with timed as (
    select
        subject_id,
        home_id,
        opened_on,
        (opened_on + interval 2 month)::date as due_on,
        next_on,
        ended_on
    from adviser_visit_cycle
    where number > 0
)

select
    subject_id,
    home_id || '/' || opened_on as occasion_id,
    opened_on as arose_on,
    due_on,
    next_on as met_on,
    case
        when next_on is not null or ended_on is null then null
        when ended_on <= due_on then 'Not owed: moved on first'
        else 'Missed: moved on without this visit'
    end as excused
from timed
