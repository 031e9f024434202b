/*---
id: childhood_end
kind: view
title: When a childhood ended
area: identity
subject: child
reads: [child_as_at]
per: subject
about: >-
  One row for each child who had turned 18 or died by the day, with the earlier of the two days. reason is put in a
  sentence by the rules that read it.
---*/
select
    subject_id,
    case
        when died_on < born_on + interval 18 year or born_on is null then died_on
        else (born_on + interval 18 year)::date
    end as ended_on,
    case
        when died_on < born_on + interval 18 year or born_on is null then 'the child died'
        else 'the child turned 18'
    end as reason
from child_as_at
where died_on is not null or born_on + interval 18 year <= $as_at
