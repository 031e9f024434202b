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
reads: [care_leaver_home, care_leaver_as_at]
owner: allocated_worker
warn: 3 days
harm: medium
harm_why: The young person may be living somewhere unsafe without the council knowing it.
gap_after: 3 months
counts: days
met_by: [accommodation.checked_on]
rests_on: [accommodation]
per: subject
settings:
  home_check_days:
    value: 7
    basis: Heed's default until the authority sets its own, with the adviser's first visit; the law gives no number
why: A damp room, a bad landlord or an unsafe street is soon seen by one who looks.
about: >-
  For each move of a relevant or former relevant young person to a home, whoever provides it, counted in calendar
  days. Met once a check is recorded with its day and its answer, yes or no; where the answer is recorded without a
  day, as in the safeguarding dataset, it cannot be told. Custody is not asked about: it is never suitable. Nor is a
  move past 21, when nothing is owed unless support is asked for. The law requires a suitable home for those under 18,
  the days are local. Where the young person moved on by the due day nothing more was owed; where later, the check was
  missed. It cannot be told either where no source has the day of the check.
---*/
with moved as (
    select
        h.subject_id,
        h.home_id,
        h.started_on,
        h.checked_on,
        h.ended_on,
        case when h.suitable is not null and h.checked_on is null then 'the day on which the home was checked' end as missing
    from care_leaver_home h
    inner join care_leaver_as_at c on c.subject_id = h.subject_id
    where h.kind is distinct from 'custody' and coalesce(h.started_on < c.twenty_one_on, true)
)

select
    subject_id,
    home_id as occasion_id,
    started_on as arose_on,
    case when missing is null then (started_on + to_days(try_cast(setting('home_check_days') as integer)))::date end as due_on,
    checked_on as met_on,
    ended_on as stopped_on,
    case when ended_on is not null then 'the young person moved on' end as stopped_why,
    missing
from moved
where missing is null or ended_on is null
