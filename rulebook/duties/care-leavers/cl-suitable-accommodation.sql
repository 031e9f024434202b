/*---
id: cl-suitable-accommodation
kind: duty
title: Suitability of a care leaver's home checked soon after moving in
area: care leavers
subject: child
force: local
number: local
source: >-
  Children Act 1989, section 23B(8)(b) and (10), and Care Leavers (England) Regulations 2010, reg 9 and Schedule 2: the
  home must be suitable; the number of days is local
in_force: 2011-04-01..
reads: [care_leaver_home]
owner: allocated_worker
warn: 3 days
counts: days
settings:
  home_check_days:
    value: 7
    basis: Heed's default until the authority sets its own, with the adviser's first visit; the law gives no number
why: A damp room, a bad landlord or an unsafe street is soon seen by one who looks.
about: >-
  For each move of a relevant or former relevant young person to a home, whoever provides it, counted in calendar days.
  Met once a check is recorded with its day and its answer, yes or no. Custody is not asked about: it is never suitable. The law
  requires a suitable home for those under 18, the days are local. Where the young person moved on by the due day
  nothing more was owed; where that came later the clock stops as missed. It cannot be told where no check is recorded
  at all, or before the first collection year (from 1 April) with one.
---*/
with recorded as (
    select (date_trunc('year', min(checked_on) - interval 3 month) + interval 3 month)::date as since_on
    from care_leaver_home
),

timed as (
    select
        h.subject_id,
        h.home_id,
        h.started_on,
        (h.started_on + to_days(try_cast(setting('home_check_days') as integer)))::date as due_on,
        h.checked_on,
        h.ended_on,
        r.since_on
    from care_leaver_home h
    cross join recorded r
    where h.kind is distinct from 'custody'
)

select
    subject_id,
    home_id as occasion_id,
    started_on as arose_on,
    case when due_on >= since_on then due_on end as due_on,
    checked_on as met_on,
    case
        when checked_on is not null or ended_on is null or coalesce(due_on < since_on, true) then null
        when ended_on <= due_on then 'Not owed: moved on first'
        else 'Missed: moved on without this check'
    end as excused
from timed
