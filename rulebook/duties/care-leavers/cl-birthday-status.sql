/*---
id: cl-birthday-status
kind: duty
title: How a care leaver is doing recorded around each birthday from 17 to 21
area: care leavers
subject: child
force: national standard
number: national standard
source: >-
  Children Act 1989, section 83 (returns), with DfE, Children looked-after by local authorities in England: guide to
  the SSDA903 collection, 2018 to 2025, section on care leavers (OC3); paragraph not checked. From 2023 the collection
  also takes those aged 22 to 25, and which of them was not read, so they are not asked about here
in_force: 2016-04-01..
reads: [care_leaver_standing, activity_status, care_leaver]
owner: allocated_worker
warn: 2 weeks
harm: low
harm_why: The council may not know who is out of work or badly housed, and cannot plan help for them.
gap_after: 6 months
counts: days
met_by: [activity_status]
rests_on: [episode]
per: subject
why: Nobody can say how care leavers fare if nobody asked them when it counted.
about: >-
  For each birthday from 17 to 21 of a relevant or former relevant young person: what they do is to be recorded from
  three months before to one month after it. The return is law; the window is the one its guide sets. Met by the first
  status recorded from three months before; or, where the looked-after return for that year has an answer, taken as
  met on the birthday. Those who settled back home or died before it are not asked about. Where the time of the next
  birthday has begun without a status it was missed. A return alone, without a list of such statuses, shows who has an
  answer and leaves open who has none.
---*/
with birthday as (
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
        (b.birthday_on + interval 9 month)::date as too_late_on,
        coalesce(min(a.recorded_on), any_value(case when l.in_touch is not null then b.birthday_on end)) as met_on
    from birthday b
    left join activity_status a
        on a.subject_id = b.subject_id and a.recorded_on <= $as_at
        and a.recorded_on >= b.birthday_on - interval 3 month and a.recorded_on < b.birthday_on + interval 9 month
    left join care_leaver l
        on l.subject_id = b.subject_id and l.year_ending_on <= $as_at
        and l.year_ending_on = (date_trunc('year', b.birthday_on - interval 3 month) + interval 15 month - interval 1 day)::date
    group by b.subject_id, b.age, b.birthday_on
)

select
    subject_id,
    subject_id || '/' || age as occasion_id,
    birthday_on as arose_on,
    (birthday_on + interval 1 month)::date as due_on,
    met_on,
    case when too_late_on <= $as_at then too_late_on end as stopped_on,
    case when too_late_on <= $as_at then 'the time of the next birthday had begun' end as stopped_why,
    'Birthday number ' || age as detail
from asked
