/*---
id: care-proceedings-26w
kind: duty
title: Care or supervision proceedings concluded within 26 weeks
area: child protection
subject: child
force: law
number: law
source: >-
  Children Act 1989, section 32(1)(a)(ii), (5) and (8), as amended by the Children and Families Act 2014, section 14
in_force: 2014-04-22..
reads: [court_case_as_at, case_end]
owner: court progression manager
warn: 8 weeks
counts: days
drift: {order: 3, kind: proceedings, title: Care proceedings, stage: past 26 weeks}
why: Half a year is a long part of a small child's life to wait for an answer about home.
about: >-
  Each application for a care or supervision order is to end in a final order within 26 weeks beginning with the day it
  was issued, so the last day is the day before the 26 weeks come round. Where the court extended the time the day to
  which it last did so counts; it may do so only where that is needed to resolve the case justly, up to eight weeks at a
  time, and detail says so. Nothing else excuses a delay. The child's turning 18 or dying stops the clock. Where the
  kind of proceedings is not recorded it cannot be told.
---*/
with timed as (
    select
        subject_id,
        record_id,
        issued_on,
        final_order_on,
        kind_known,
        greatest(issued_on + 181, extended_to_on) as due_on,
        coalesce(extended_to_on > issued_on + 181, false) as extended
    from court_case_as_at
),

childhood_end as (
    select
        subject_id,
        ended_on,
        reason
    from case_end
    where reason <> 'the case closed'
)

select
    t.subject_id,
    t.record_id as occasion_id,
    t.issued_on as arose_on,
    case when t.kind_known then t.due_on end as due_on,
    t.final_order_on as met_on,
    case
        when t.final_order_on is not null or not t.kind_known then null
        when e.ended_on <= t.due_on then 'Not owed: ' || e.reason || ' first'
        when e.ended_on is not null then 'Missed: ' || e.reason || ' before a final order'
    end as excused,
    case
        when not t.kind_known then 'The kind of proceedings is not recorded'
        when t.extended then 'Extended by the court'
    end as detail
from timed t
asof left join childhood_end e on e.subject_id = t.subject_id and t.issued_on <= e.ended_on
