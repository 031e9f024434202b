/*---
id: immunisations
kind: duty
title: Immunisations up to date
area: health
subject: child
force: law
number: national standard
source: >-
  Care Planning, Placement and Case Review (England) Regulations 2010, Schedule 1, paragraph 1 (preventive measures
  such as immunisation); the days are those of the national routine immunisation schedule
in_force: 2011-04-01..
reads: [care_to_18, immunisation, immunisation_status]
owner: looked-after nurse
warn: 1 month
counts: days
why: A child who has moved often is the one whose injections were missed.
about: >-
  Each immunisation of the national schedule that falls due while a child is looked after, or was outstanding when care
  began (due that day then); the clock opens a month before. Excused where it was refused. Where a child's single
  immunisations are not recorded but it is stated that they were not up to date, a clock is overdue from that day until
  a statement says that they are. Where nothing is recorded of a child in care it cannot be told. Where care ended or
  the child turned 18 with an immunisation outstanding the clock stops as missed.
---*/
with vaccine as (
    select
        c.subject_id,
        c.care_id || '/' || i.vaccine || '/' || i.due_on as occasion_id,
        greatest(c.started_on, (i.due_on - interval 1 month)::date) as arose_on,
        greatest(c.started_on, i.due_on) as due_on,
        case when i.given_on <= $as_at then i.given_on end as met_on,
        coalesce(i.refused_on <= $as_at, false) as refused,
        c.ended_by
    from immunisation i
    inner join care_to_18 c on c.subject_id = i.subject_id
    where
        i.due_on - interval 1 month <= $as_at
        and (c.until_on is null or i.due_on < c.until_on)
        and (i.given_on is null or i.given_on >= c.started_on)
),

stated as (
    select
        c.subject_id,
        c.care_id,
        c.ended_by,
        s.stated_on,
        s.up_to_date,
        lag(s.up_to_date) over one_care as last_up_to_date,
        min(case when s.up_to_date then s.stated_on end) over (
            partition by c.care_id order by s.stated_on rows between current row and unbounded following
        ) as met_on
    from immunisation_status s
    inner join care_to_18 c on c.subject_id = s.subject_id and s.stated_on between c.started_on and c.counts_to_on
    where
        s.stated_on <= $as_at
        and s.up_to_date is not null
        and s.subject_id not in (select subject_id from immunisation)
    window one_care as (partition by c.care_id order by s.stated_on)
),

told as (
    select
        subject_id,
        occasion_id,
        arose_on,
        due_on,
        met_on,
        refused,
        ended_by
    from vaccine
    union all
    select
        subject_id,
        care_id || '/' || stated_on as occasion_id,
        stated_on as arose_on,
        stated_on as due_on,
        met_on,
        false as refused,
        ended_by
    from stated
    where not up_to_date and coalesce(last_up_to_date, true)
    union all
    select
        c.subject_id,
        c.care_id as occasion_id,
        c.started_on as arose_on,
        null::date as due_on,
        null::date as met_on,
        false as refused,
        null as ended_by
    from care_to_18 c
    where
        c.until_on is null
        and c.subject_id not in (select subject_id from immunisation)
        and c.care_id not in (select care_id from stated)
)

select
    subject_id,
    occasion_id,
    arose_on,
    due_on,
    met_on,
    case
        when met_on is not null then null
        when refused then 'Refused'
        when ended_by is not null then 'Missed: ' || ended_by || ' without it'
    end as excused
from told
