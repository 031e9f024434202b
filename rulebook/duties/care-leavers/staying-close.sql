/*---
id: staying-close
kind: duty
title: Staying close support assessed when a care leaver turns 18 (not in force yet)
area: care leavers
subject: child
force: law
number: law
source: >-
  Children Act 1989, section 23CZAA, to be inserted by the Children's Wellbeing and Schools Act 2026, section 7; no
  commencement found
in_force: 2099-01-01..
reads: [care_leaver_as_at, staying_close]
owner: leaving care manager
warn: 3 months
counts: days
why: A door that stays open makes the first months alone bearable.
about: >-
  Not in force: the section waits for regulations, and the year 2099 stands for a day not known yet, so that no clock
  runs. Once it is set, whether a former relevant young person needs staying close support is to be assessed; due here on
  the 18th birthday, since the Act gives no number. Met by the first assessment recorded. It cannot be told where none is
  recorded at all, or before the first collection year (from 1 April) with one.
---*/
with assessed as (
    select
        subject_id,
        min(assessed_on) as met_on
    from staying_close
    where assessed_on <= $as_at
    group by subject_id
),

recorded as (
    select (date_trunc('year', min(met_on) - interval 3 month) + interval 3 month)::date as since_on
    from assessed
)

select
    c.subject_id,
    c.subject_id || '/18' as occasion_id,
    c.eighteen_on as arose_on,
    case when c.eighteen_on >= r.since_on then c.eighteen_on end as due_on,
    a.met_on,
    case
        when a.met_on is null and c.ended_on is not null and c.eighteen_on >= r.since_on
            then 'Missed: no longer a care leaver, without this assessment'
    end as excused
from care_leaver_as_at c
left join assessed a on a.subject_id = c.subject_id
cross join recorded r
where c.standing = 'former relevant' and c.eighteen_on <= $as_at
