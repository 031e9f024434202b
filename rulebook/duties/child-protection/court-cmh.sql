/*---
id: court-cmh
kind: duty
title: Case management hearing by day 18
area: child protection
subject: child
force: law
number: law
source: >-
  Family Procedure Rules 2010, practice direction 12A (Public Law Outline 2014), stage 2, which says not before day 12
  and not later than day 18; from memory
in_force: 2014-04-22..
reads: [court_case_as_at]
owner: legal services
warn: 8 working days
counts: working days
why: Until this hearing nobody has set the timetable by which a child will know where home is.
about: >-
  Each application for a care or supervision order is owed its case management hearing not later than day 18. The
  practice direction counts business days and calls the day of issue day 1, so day 18 is the 17th working day after it.
  A hearing before day 12 meets it all the same, and detail says so. The court lists the hearing, so a late one is late
  through nobody's leave here. Where a final order was made by then nothing was owed; where it was made later the clock
  stops. Where the kind of proceedings is not recorded, or no such hearing is recorded for any case, it cannot be told.
---*/
with recorded as (
    select bool_or(hearing_on is not null) as any_recorded
    from court_case_as_at
),

timed as (
    select
        *,
        working_days_after(issued_on, 17) as due_on,
        coalesce(hearing_on < working_days_after(issued_on, 11), false) as before_day_12
    from court_case_as_at
)

select
    t.subject_id,
    t.record_id as occasion_id,
    t.issued_on as arose_on,
    case when t.kind_known and r.any_recorded then t.due_on end as due_on,
    t.hearing_on as met_on,
    case
        when t.hearing_on is not null or not t.kind_known or not r.any_recorded then null
        when t.final_order_on <= t.due_on then 'Not owed: the proceedings ended first'
        when t.final_order_on is not null then 'Missed: the proceedings ended with no such hearing recorded'
    end as excused,
    case
        when not t.kind_known then 'The kind of proceedings is not recorded'
        when t.before_day_12 then 'Held before day 12'
    end as detail
from timed t
cross join recorded r
