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
harm: medium
harm_why: A lonely child may go on with nobody to visit them who is not paid to.
gap_after: 6 months
counts: days
met_by: [review_meeting]
rests_on: [episode, review]
per: subject
why: Some children in care have nobody of their own who comes to see them.
about: >-
  At each review somebody asks whether it would be in the child's interests to have an independent visitor. The Act
  sets no day and does not tie it to reviews; asking at each one is how it is done here. Met on the day of the
  review where its papers say so. Where they say that nobody asked, it stays overdue until they are put right or the
  next review is held or care ends, which makes it missed. Where they do not say, or there are no papers, it cannot
  be told, and is shown until the next review.
---*/
select
    subject_id,
    review_id as occasion_id,
    held_on as arose_on,
    case when visitor_considered is not null then held_on end as due_on,
    case when visitor_considered then held_on end as met_on,
    case when closed_on > held_on then closed_on end as stopped_on,
    case when closed_on > held_on then closed_by end as stopped_why,
    case when visitor_considered is null then 'whether the review asked about an independent visitor' end as missing
from review_held
where visitor_considered is not null or closed_on is null
