/*---
id: staying_put_day
kind: view
title: Young people staying put with their carers, day by day
area: care leavers
subject: child
reads: [staying_put, child_as_at]
per: subject
about: >-
  One row for each young person in an agreed staying put arrangement on each reporting day: begun by the day, not ended on or
  before it, and the young person under 21, where the law ends it. One whose date of birth is not known is in. carer says
  whose carers they are.
---*/
select
    s.subject_id,
    s.record_id,
    s.carer,
    r.day
from reporting_days() r
inner join staying_put s on s.started_on <= r.day and (s.ended_on is null or s.ended_on > r.day)
left join child_as_at c on c.subject_id = s.subject_id
where s.agreed and coalesce(c.born_on + interval 21 year > r.day, true)
