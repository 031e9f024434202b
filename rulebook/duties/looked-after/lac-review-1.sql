/*---
id: lac-review-1
kind: duty
title: First looked-after review within 20 working days
area: looked after
subject: child
force: law
number: law
source: Care Planning, Placement and Case Review (England) Regulations 2010, reg 33(1)
in_force: 2011-04-01..
reads: [review_cycle]
owner: reviewing officer
warn: 10 working days
counts: working days
why: The first review is where somebody independent asks whether the plan for this child is the right one.
about: >-
  Each period of care is owed a first review within 20 working days of becoming looked after, counted from the day
  after. Short breaks (V3, V4) are left out: reg 48 sets other times. Where care ended by the due day without a review
  nothing was owed; where it ended later the clock stops as missed. A period of care that began before the first episode
  known, or whose first review fell due before the first collection year with any review in it, is older than the
  records: it is excused while it lasts and left out once it has ended, so that old gaps do not hide new ones.
---*/
with timed as (
    select
        *,
        working_days_after(opened_on, 20) as due_on
    from review_cycle
    where number = 0
)

select
    subject_id,
    care_id as occasion_id,
    opened_on as arose_on,
    case when whole then due_on end as due_on,
    case when whole then next_on end as met_on,
    case
        when not whole then 'Before the records: this period of care, or its first review, is older than they are'
        when next_on is not null or ended_on is null then null
        when ended_on <= due_on then 'Not owed: care ended first'
        else 'Missed: care ended without this review'
    end as excused
from timed
where whole or ended_on is null
