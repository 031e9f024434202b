/*---
id: cl-birthday-status
kind: duty
title: How a care leaver is doing recorded around each birthday from 17 to 21
area: care leavers
subject: child
force: national standard
number: national standard
source: >-
  Children Act 1989, section 83 (returns), with DfE, Children looked-after by local authorities in England: guide to the
  SSDA903 collection, 2018 to 2025, section on care leavers (OC3); paragraph not checked
in_force: 2016-04-01..
reads: [care_leaver_standing, activity_status, care_leaver]
owner: allocated_worker
warn: 2 weeks
counts: days
why: Nobody can say how care leavers fare if nobody asked them when it counted.
about: >-
  For each birthday from 17 to 21 of a relevant or former relevant young person: what they do is to be recorded from three
  months before to one month after it. The return is law; the window is the one its guide sets. Met by the first status recorded from three months before; or, where the looked-after
  return for that year has an answer, taken as met on the birthday. Those who settled back home or died before it
  are not asked about. Where the time of the next birthday has begun the clock stops as missed. It cannot be told where no status is recorded
  at all, or before the first collection year (from 1 April) with one, unless the return has it.
---*/
with recorded as (
    select (date_trunc('year', min(recorded_on) - interval 3 month) + interval 3 month)::date as since_on
    from activity_status
    where recorded_on <= $as_at
),

birthday as (
    select
        s.subject_id,
        a.age,
        (s.born_on + to_years(a.age))::date as birthday_on
    from care_leaver_standing s
    cross join (select unnest([17, 18, 19, 20, 21]) as age) a
    where
        s.standing in ('relevant', 'former relevant')
        and s.born_on + to_years(a.age) >= s.from_on
        and s.born_on + to_years(a.age) < coalesce(s.until_on, $as_at::date + 1)
),

asked as (
    select
        b.subject_id,
        b.age,
        b.birthday_on,
        (b.birthday_on + interval 1 month)::date as due_on,
        (b.birthday_on + interval 9 month)::date as too_late_on,
        min(a.recorded_on) as recorded_on,
        (date_trunc('year', b.birthday_on - interval 3 month) + interval 15 month - interval 1 day)::date as year_ending_on
    from birthday b
    left join activity_status a
        on a.subject_id = b.subject_id and a.recorded_on <= $as_at
        and a.recorded_on >= b.birthday_on - interval 3 month and a.recorded_on < b.birthday_on + interval 9 month
    group by b.subject_id, b.age, b.birthday_on
),

judged as (
    select
        a.*,
        coalesce(a.recorded_on, case when l.in_touch is not null then a.birthday_on end) as met_on,
        coalesce(a.due_on < r.since_on, true) as before_records
    from asked a
    left join care_leaver l
        on l.subject_id = a.subject_id and l.year_ending_on = a.year_ending_on and l.year_ending_on <= $as_at
    cross join recorded r
)

select
    subject_id,
    subject_id || '/' || age as occasion_id,
    birthday_on as arose_on,
    case when met_on is not null or not before_records then due_on end as due_on,
    met_on,
    case
        when met_on is null and not before_records and too_late_on <= $as_at
            then 'Missed: the time of the next birthday has begun'
    end as excused,
    'Birthday number ' || age as detail
from judged
