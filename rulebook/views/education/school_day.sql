/*---
id: school_day
kind: view
title: School day
area: education
subject: authority
reads: [school_term]
about: >-
  One row for each school day of the half terms that the authority has recorded, planned ones too: a weekday within one
  that is no bank holiday. position counts them, 1, 2, 3 and on, so that the n-th school day after a day is the row whose
  position is n more than that of the last school day up to it. Where more than 50 days lie between two school days
  (more than a summer holiday) a half term is missing from the records: the count leaps by 1,000 there, so that no
  number of school days can be counted across it and the answer is blank.
---*/
with days as (
    select distinct unnest(generate_series(starts_on, ends_on, interval 1 day))::date as day
    from school_term
    where ends_on between starts_on and starts_on + interval 1 year
),

open_days as (
    select day
    from days
    where working_days_between((day - 1)::date, day) = 1
),

with_gaps as (
    select
        day,
        coalesce(day - lag(day) over (order by day) > 50, false) as after_gap
    from open_days
)

select
    day,
    (row_number() over so_far + 1000 * sum(after_gap::integer) over so_far)::integer as position
from with_gaps
window so_far as (order by day rows between unbounded preceding and current row)
