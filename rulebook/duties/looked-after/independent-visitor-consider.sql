/*---
id: independent-visitor-consider
kind: duty
title: Independent visitor considered at each looked-after review
area: looked after
subject: child
force: law
number: law
source: Children Act 1989, section 23ZB(1)
in_force: 2011-04-01..
reads: [review_held]
owner: reviewing officer
warn: 1 day
counts: days
why: Some children in care have nobody of their own who comes to see them.
about: >-
  At each review somebody asks whether it would be in the child's interests to have an independent visitor. The Act
  sets no day and does not tie it to reviews; asking at each one is how it is done here. Met on the day of the review
  where its papers say so. Where they do not, it stays overdue until they are put right or the next review is held,
  which makes it missed. It cannot be told for reviews before the first collection year (from 1 April) with any such
  answer recorded.
---*/
with recorded as (
    select (date_trunc('year', min(held_on) - interval 3 month) + interval 3 month)::date as since_on
    from review_held
    where visitor_considered is not null
),

judged as (
    select
        v.*,
        coalesce(v.held_on < r.since_on, true) as before_records
    from review_held v
    cross join recorded r
)

select
    subject_id,
    review_id as occasion_id,
    held_on as arose_on,
    case when not before_records then held_on end as due_on,
    case when visitor_considered then held_on end as met_on,
    case
        when visitor_considered or closed_on is null or before_records then null
        when care_ended then 'Missed: care ended without it'
        else 'Missed: the next review was held without it'
    end as excused
from judged
where not before_records or closed_on is null
