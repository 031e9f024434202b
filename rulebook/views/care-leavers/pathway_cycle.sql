/*---
id: pathway_cycle
kind: view
title: From a pathway plan to its review, and from one review to the next
area: care leavers
subject: child
reads: [adviser_owed, care_leaver_as_at, pathway_plan, pathway_review]
per: subject
about: >-
  One row for each stretch between a young person's pathway plan and its first review, and from each review to the
  next: next_on is the review that ended it, blank while it is open. A plan made anew counts like a review. What is
  recorded before the 15th birthday, or after the duty ended, is not asked about. The duty ends (stopped_on,
  stopped_why) with the standing as a care leaver and at 21; past 21 it is owed to those alone who took up an offer of
  support, while that lasts. A looked-after review counts only where it is recorded as a review of the pathway plan.
---*/
with events as (
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
),

leaver as (
    select
        a.subject_id,
        case when a.from_on = c.began_on then c.born_on + interval 15 year else a.from_on end as counts_from_on,
        a.until_on,
        a.until_by
    from adviser_owed a
    inner join care_leaver_as_at c on c.subject_id = a.subject_id
)

select
    l.subject_id,
    e.opened_on,
    lead(e.opened_on) over (partition by l.subject_id, l.counts_from_on order by e.opened_on) as next_on,
    l.until_on as stopped_on,
    l.until_by as stopped_why
from events e
inner join leaver l on l.subject_id = e.subject_id
where coalesce(e.opened_on >= l.counts_from_on, true) and coalesce(e.opened_on < l.until_on, true)
