/*---
id: court-filing
kind: duty
title: Evidence filed by the day the court ordered
area: child protection
subject: child
force: law
number: law
source: >-
  Family Procedure Rules 2010, rules 12.12 (directions, its words not read) and 12.24 (compliance with them); Children
  Act 1989, section 32(1)(b); the day is the court's own
in_force: 2011-04-06..
reads: [court_direction, court_case, childhood_end]
owner: allocated_worker
warn: 5 working days
harm: medium
harm_why: The court may not be able to decide about the child, or must do so without all the evidence.
gap_after: 3 months
counts: working days
met_by: [court_direction.filed_on]
rests_on: [court_direction, court_case]
per: subject
why: A statement that comes late moves every hearing after it, and the child waits.
about: >-
  Each document or step that the court directed is to be filed by the day it named or, where it gave longer, by that
  later day: one clock for each. Filed after the day is late whatever the reason. Where the proceedings ended in a final
  order, the child turned 18 or died, by the due day, nothing was owed; where that came later without it, it was missed.
  Which document it is the record holds; it is not repeated here.
---*/
with judged as (
    select
        d.subject_id,
        d.record_id,
        d.ordered_on,
        d.due_on,
        d.extended_to_on,
        d.filed_on,
        case when c.final_order_on between d.ordered_on and $as_at then c.final_order_on end as final_order_on
    from court_direction d
    asof left join court_case c on c.subject_id = d.subject_id and c.issued_on <= d.ordered_on
    where d.ordered_on <= $as_at
)

select
    j.subject_id,
    j.record_id as occasion_id,
    j.ordered_on as arose_on,
    greatest(j.due_on, j.extended_to_on) as due_on,
    case when j.filed_on <= $as_at then j.filed_on end as met_on,
    least(j.final_order_on, e.ended_on) as stopped_on,
    case when j.final_order_on <= coalesce(e.ended_on, j.final_order_on) then 'the proceedings ended' else e.reason end
        as stopped_why,
    case when j.extended_to_on > j.due_on then 'The court gave longer' end as detail
from judged j
left join childhood_end e on e.subject_id = j.subject_id and e.ended_on >= j.ordered_on
