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
harm: medium
harm_why: A home that has become unsafe, or a young person in difficulty, may go unnoticed.
gap_after: 3 months
counts: days
met_by: [adviser_contact]
rests_on: [accommodation]
recurs: true
per: subject
why: Somebody has to notice when the home, the money or the young person is no longer all right.
about: >-
  From each visit of the adviser in a home that the authority provides to a relevant or former relevant young person,
  the next is owed within two months: one clock for each visit. The first visit is the duty cl-pa-visit-7d; a stay
  that has gone without any for two months is late here too, and for one who took up support past 21 while living
  there the two months begin that day. Two months from 31 December end on the last day of February. Past 21 nothing is
  owed to one who took up no offer of support. Elsewhere the adviser keeps in touch (cl-keep-in-touch). Where the
  stay, or the right to an adviser, ended by the due day nothing more was owed; where later, the visit was missed.
  Where a contact whose kind is not recorded was made in time it cannot be told; once the stay has ended that is left
  out.
---*/
with timed as (
    select
        *,
        (opened_on + interval 2 month)::date as due_on,
        coalesce(unclear_on <= opened_on + interval 2 month, false)
        and coalesce(next_on > opened_on + interval 2 month, true) as unclear
    from adviser_visit_cycle
)

select
    subject_id,
    case when number > 0 or not moved_in then home_id || '/' || opened_on else home_id end as occasion_id,
    opened_on as arose_on,
    case when not unclear then due_on end as due_on,
    case when not unclear then next_on end as met_on,
    ended_on as stopped_on,
    ended_by as stopped_why,
    case when unclear then 'whether a contact made in time was a visit' end as missing
from timed
where
    (number > 0 or not moved_in or least(next_on, ended_on, $as_at) > due_on)
    and (not unclear or next_on is null and ended_on is null)
