/*---
id: pathway_cycle
kind: view
title: From a pathway plan to its review, and from one review to the next
area: care leavers
subject: child
reads: [care_leaver_as_at, pathway_plan, pathway_review, support_offer]
about: >-
  One row for each stretch between a young person's pathway plan and its first review, and from each review to the next:
  next_on is the review that ended it, blank while it is open. A plan made anew counts like a review. What is recorded
  before the 15th birthday, or after the duty ended, is not asked about. The duty ends (stopped_on) with the standing as
  a care leaver and at 21, unless the young person took up an offer of support or the last record says that contact is
  wanted: then it goes on to 25. A looked-after review counts only where it is recorded as a review of the pathway plan.
---*/
with supported as (
    select distinct subject_id
    from support_offer
    where taken_up and offered_on <= $as_at
),

leaver as (
    select
        c.subject_id,
        c.born_on,
        least(
            c.ended_on,
            case
                when c.twenty_one_on <= $as_at and s.subject_id is null and not coalesce(c.wants_contact, false)
                    then c.twenty_one_on
            end
        ) as stopped_on
    from care_leaver_as_at c
    left join supported s on s.subject_id = c.subject_id
),

events as (
    select
        subject_id,
        recorded_on as opened_on
    from pathway_plan
    where recorded_on <= $as_at
    union
    select
        subject_id,
        reviewed_on as opened_on
    from pathway_review
    where reviewed_on <= $as_at
)

select
    l.subject_id,
    e.opened_on,
    lead(e.opened_on) over (partition by l.subject_id order by e.opened_on) as next_on,
    l.stopped_on
from events e
inner join leaver l on l.subject_id = e.subject_id
where
    coalesce(e.opened_on >= l.born_on + interval 15 year, true)
    and coalesce(e.opened_on < l.stopped_on, true)
