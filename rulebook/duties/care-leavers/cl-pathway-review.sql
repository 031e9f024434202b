/*---
id: cl-pathway-review
kind: duty
title: Pathway plan reviewed at least every 6 months
area: care leavers
subject: child
force: law
number: law
source: Care Leavers (England) Regulations 2010, reg 7(2); Children Act 1989, section 23C(3)(b) and, from 21, section 23CZB
in_force: 2011-04-01..
reads: [pathway_cycle, pathway_review]
owner: allocated_worker
warn: 6 weeks
counts: days
why: At this age a life changes within months, and a plan that nobody has looked at helps nobody.
about: >-
  From the pathway plan, and from each review of it, the next review is owed within six months: one clock for each,
  named after the day that began it. Six months from 31 August is the last day of February. It goes on to 21, and to
  25 for one who took up an offer of support or wants contact. Where the duty ended by the due day nothing more was owed; where
  it ended later the clock stops as missed. It cannot be told where no review is recorded at all, or before the first
  collection year (from 1 April) with one.
---*/
with recorded as (
    select (date_trunc('year', min(reviewed_on) - interval 3 month) + interval 3 month)::date as since_on
    from pathway_review
    where reviewed_on <= $as_at
),

timed as (
    select
        c.*,
        (c.opened_on + interval 6 month)::date as due_on,
        r.since_on
    from pathway_cycle c
    cross join recorded r
)

select
    subject_id,
    subject_id || '/' || opened_on as occasion_id,
    opened_on as arose_on,
    case when due_on >= since_on then due_on end as due_on,
    next_on as met_on,
    case
        when next_on is not null or stopped_on is null or coalesce(due_on < since_on, true) then null
        when stopped_on <= due_on then 'Not owed: no longer a care leaver, or 21, by then'
        else 'Missed: no longer a care leaver, or 21, without this review'
    end as excused
from timed
