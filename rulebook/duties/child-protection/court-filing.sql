/*---
id: court-filing
kind: duty
title: Evidence filed by the day the court ordered
area: child protection
subject: child
force: law
number: law
source: Family Procedure Rules 2010, rule 12.12 (directions) and the court's own order; rule from memory
in_force: 2011-04-06..
reads: [court_direction, court_case, case_end]
owner: allocated_worker
warn: 5 working days
counts: working days
why: A statement that comes late moves every hearing after it, and the child waits.
about: >-
  Each document or step that the court directed is to be filed by the day it named or, where it gave longer, by that
  later day: one clock for each. Filed after the day is late whatever the reason. Where the proceedings ended in a final
  order, the child turned 18 or died, by the due day, nothing was owed; where that came later the clock stops as missed.
  Which document it is the record holds; it is not repeated here.
---*/
with ordered as (
    select
        subject_id,
        record_id,
        ordered_on,
        greatest(due_on, extended_to_on) as due_on,
        extended_to_on > due_on as extended,
        case when filed_on <= $as_at then filed_on end as filed_on
    from court_direction
    where ordered_on <= $as_at
),

proceedings as (
    select
        subject_id,
        issued_on,
        case when final_order_on between issued_on and $as_at then final_order_on end as final_order_on
    from court_case
    where issued_on <= $as_at
),

childhood_end as (
    select
        subject_id,
        ended_on
    from case_end
    where reason <> 'the case closed'
),

judged as (
    select
        o.*,
        least(case when p.final_order_on >= o.ordered_on then p.final_order_on end, e.ended_on) as over_on
    from ordered o
    asof left join proceedings p on p.subject_id = o.subject_id and p.issued_on <= o.ordered_on
    asof left join childhood_end e on e.subject_id = o.subject_id and o.ordered_on <= e.ended_on
)

select
    subject_id,
    record_id as occasion_id,
    ordered_on as arose_on,
    due_on,
    filed_on as met_on,
    case
        when filed_on is not null then null
        when over_on <= due_on then 'Not owed: the proceedings ended first'
        when over_on is not null then 'Missed: the proceedings ended without it'
    end as excused,
    case when extended then 'The court gave longer' end as detail
from judged
