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
harm: medium
harm_why: A young person may lose the people who know them just as they begin to live alone.
gap_after: 6 months
counts: days
met_by: [staying_close]
rests_on: [episode]
per: subject
why: A door that stays open makes the first months alone bearable.
about: >-
  Not in force: the section waits for regulations, and the year 2099 stands for a day not known yet, so that no clock
  runs. Once it is set, whether a former relevant young person needs staying close support is to be assessed; due here
  on the 18th birthday, since the Act gives no number. Met by the first assessment recorded. Where the standing as a
  care leaver ended without one it was missed.
---*/
with assessed as (
    select
        subject_id,
        min(assessed_on) as met_on
    from staying_close
    where assessed_on <= $as_at
    group by subject_id
)

select
    c.subject_id,
    c.subject_id || '/18' as occasion_id,
    c.eighteen_on as arose_on,
    c.eighteen_on as due_on,
    a.met_on,
    c.ended_on as stopped_on,
    c.ended_by as stopped_why
from care_leaver_as_at c
left join assessed a on a.subject_id = c.subject_id
where c.standing = 'former relevant' and c.eighteen_on <= $as_at
