/*---
id: childhood_end
kind: view
title: When childhood ended
area: child protection
subject: child
reads: [child_as_at]
per: subject
about: >-
  One row for each child who had turned 18 or died by the day, with the first of the two days. reason is put in a sentence
  by the rules whose clocks a closed case does not stop.
---*/
with ends as (
    select
        subject_id,
        (born_on + interval 18 year)::date as ended_on,
        'the child turned 18' as reason
    from child_as_at
    where born_on + interval 18 year <= $as_at
    union all
    select
        subject_id,
        died_on as ended_on,
        'the child died' as reason
    from child_as_at
    where died_on is not null
)

select
    subject_id,
    min(ended_on) as ended_on,
    first(reason order by ended_on, reason) as reason
from ends
group by subject_id
