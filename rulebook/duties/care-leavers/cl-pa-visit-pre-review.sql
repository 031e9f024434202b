/*---
id: cl-pa-visit-pre-review
kind: duty
title: Adviser visits again before the 28-day review of the pathway plan
area: care leavers
subject: child
force: law
number: law
source: Care Leavers (England) Regulations 2010, reg 8(2)(b) with reg 7(3)
in_force: 2011-04-01..
reads: [adviser_visit_cycle, adviser_contact, pathway_review]
owner: allocated_worker
warn: 8 days
counts: days
why: A review says little where nobody has been back to see how the young person lives.
about: >-
  After the visit of the first week the adviser is to come again before the review that follows a move to a home the
  authority provides. The review is owed at 28 days, so the visit is due on the day of the first review after moving in or,
  where there is none by then, on the 28th day. Met by the second visit in that home; the first alone does not meet it. Where
  the young person moved on by the due day nothing more was owed; where that came later the clock stops as missed. It
  cannot be told where no visit is recorded at all, or before the first collection year (from 1 April) with one.
---*/
with recorded as (
    select (date_trunc('year', min(contact_on) - interval 3 month) + interval 3 month)::date as since_on
    from adviser_contact
    where kind = 'visit' and contact_on <= $as_at
),

stay as (
    select
        subject_id,
        home_id,
        number,
        opened_on,
        ended_on,
        lead(next_on) over (partition by home_id order by number) as second_on
    from adviser_visit_cycle
),

reviewed as (
    select
        s.home_id,
        min(v.reviewed_on) as reviewed_on
    from stay s
    inner join pathway_review v on v.subject_id = s.subject_id
    where s.number = 0 and v.reviewed_on > s.opened_on and v.reviewed_on <= least(s.opened_on + 28, $as_at::date)
    group by s.home_id
),

timed as (
    select
        s.subject_id,
        s.home_id,
        s.opened_on,
        coalesce(v.reviewed_on, s.opened_on + 28) as due_on,
        s.second_on,
        s.ended_on,
        r.since_on
    from stay s
    left join reviewed v on v.home_id = s.home_id
    cross join recorded r
    where s.number = 0
)

select
    subject_id,
    home_id as occasion_id,
    opened_on as arose_on,
    case when due_on >= since_on then due_on end as due_on,
    second_on as met_on,
    case
        when second_on is not null or ended_on is null or coalesce(due_on < since_on, true) then null
        when ended_on <= due_on then 'Not owed: moved on first'
        else 'Missed: moved on without this visit'
    end as excused
from timed
