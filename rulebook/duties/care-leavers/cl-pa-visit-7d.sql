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
reads: [adviser_visit_cycle]
owner: allocated_worker
warn: 3 days
harm: medium
harm_why: A young person who cannot cope in a new home may be left alone with it.
gap_after: 2 months
counts: days
met_by: [adviser_contact]
rests_on: [accommodation]
per: subject
why: The first week in an own home is the loneliest, and when things go wrong unseen.
about: >-
  For each home that the authority provides to a relevant or former relevant young person, counted in calendar days
  from the day of moving in. Met by the first visit there of a personal adviser; a call or a meeting elsewhere does
  not count. Past 21 nothing is owed to one who took up no offer of support. Where the young person moved on by the
  due day nothing more was owed; where later, the visit was missed. Where a contact whose kind is not recorded was
  made in time it cannot be told; once the stay has ended that is left out.
---*/
with timed as (
    select
        *,
        opened_on + 7 as due_on,
        coalesce(unclear_on <= opened_on + 7, false) and coalesce(next_on > opened_on + 7, true) as unclear
    from adviser_visit_cycle
    where number = 0 and moved_in
)

select
    subject_id,
    home_id as occasion_id,
    opened_on as arose_on,
    case when not unclear then due_on end as due_on,
    case when not unclear then next_on end as met_on,
    ended_on as stopped_on,
    ended_by as stopped_why,
    case when unclear then 'whether a contact made in time was a visit' end as missing
from timed
where not unclear or next_on is null and ended_on is null
