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
reads: [adviser_visit_cycle, pathway_review]
owner: allocated_worker
warn: 8 days
harm: medium
harm_why: The review may leave the young person in a home that does not suit them.
gap_after: 1 month
counts: days
met_by: [adviser_contact]
rests_on: [accommodation]
per: subject
why: A review says little where nobody has been back to see how the young person lives.
about: >-
  After the visit of the first week the adviser is to come again before the review that follows a move to a home the
  authority provides. The review is owed at 28 days, so the visit is due on the day of the first review after moving
  in or, where there is none by then, on the 28th day. Met by the second visit in that home; the first alone does not
  meet it. Past 21 nothing is owed to one who took up no offer of support. Where the young person moved on by the due
  day nothing more was owed; where later, the visit was missed. Where a contact whose kind is not recorded was made in
  time it cannot be told; once the stay has ended that is left out.
---*/
with stay as (
    select
        *,
        lead(next_on) over one_stay as second_on,
        coalesce(unclear_on, lead(unclear_on) over one_stay) as may_be_on
    from adviser_visit_cycle
    window one_stay as (partition by subject_id, started_on order by number)
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
        s.*,
        coalesce(v.reviewed_on, s.opened_on + 28) as due_on
    from stay s
    left join reviewed v on v.home_id = s.home_id
    where s.number = 0 and s.moved_in
),

judged as (
    select
        *,
        coalesce(may_be_on <= due_on, false) and coalesce(second_on > due_on, true) as unclear
    from timed
)

select
    subject_id,
    home_id as occasion_id,
    opened_on as arose_on,
    case when not unclear then due_on end as due_on,
    case when not unclear then second_on end as met_on,
    ended_on as stopped_on,
    ended_by as stopped_why,
    case when unclear then 'whether a contact made in time was a visit' end as missing
from judged
where not unclear or second_on is null and ended_on is null
