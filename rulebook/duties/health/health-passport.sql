/*---
id: health-passport
kind: duty
title: Health history given before the eighteenth birthday
area: health
subject: child
force: statutory guidance
number: statutory guidance
source: >-
  Promoting the health and wellbeing of looked-after children, DfE and DH, March 2015, on care leavers, with the Care
  Planning, Placement and Case Review (England) Regulations 2010, Schedule 8; paragraph of the guidance not checked
in_force: 2011-04-01..
reads: [care_to_18, information_given, leaving_care_status]
owner: looked-after nurse
warn: 3 months
counts: days
why: An adult asked what illnesses they and their family have had should not have to say that nobody told them.
about: >-
  A gate at the eighteenth birthday: a young person looked after at 16 or older has been given their health history by
  then. The clock opens on the sixteenth birthday or, if later, the day care began; 29 February counts as the 28th in
  other years. Excused where the young person declined. Where care ended before 18 nothing is owed unless a standing of
  care leaver is recorded. Still owed after the birthday, up to the twenty-first, from when the clock stops as missed.
  It cannot be told where no health history is recorded as given to anybody, and whoever turned 18 before the first
  collection year (from 1 April) with one is left out.
---*/
with recorded as (
    select (date_trunc('year', min(given_on) - interval 3 month) + interval 3 month)::date as since_on
    from information_given
    where what = 'health history' and given_on <= $as_at
),

given as (
    select
        subject_id,
        min(given_on) filter (not coalesce(declined, false)) as met_on,
        min(given_on) filter (declined) as declined_on
    from information_given
    where what = 'health history' and given_on <= $as_at
    group by subject_id
),

leaver as (
    select distinct subject_id
    from leaving_care_status
    where from_on <= $as_at
),

older as (
    select
        subject_id,
        arg_max(care_id, started_on) as care_id,
        greatest(max(started_on), (min(born_on) + interval 16 year)::date) as arose_on,
        (min(born_on) + interval 18 year)::date as due_on,
        arg_max(coalesce(ended_by, '') = 'care ended', started_on) as left_before,
        arg_max(until_on, started_on) as until_on
    from care_to_18
    where born_on + interval 16 year <= $as_at and (until_on is null or until_on >= born_on + interval 16 year)
    group by subject_id
),

judged as (
    select
        o.subject_id,
        o.care_id,
        o.arose_on,
        o.due_on,
        g.met_on,
        g.declined_on,
        o.left_before and o.until_on < o.due_on and l.subject_id is null as left_early,
        (o.due_on + interval 3 year)::date <= $as_at as is_over,
        coalesce(r.since_on <= o.due_on, false) as is_known
    from older o
    cross join recorded r
    left join given g on g.subject_id = o.subject_id
    left join leaver l on l.subject_id = o.subject_id
)

select
    subject_id,
    care_id as occasion_id,
    arose_on,
    case when is_known then due_on end as due_on,
    met_on,
    case
        when met_on is not null then null
        when declined_on is not null then 'The young person declined'
        when left_early then 'Not owed: care ended first'
        when is_over then 'Missed: the young person turned 21 without it'
    end as excused
from judged
where is_known or due_on > $as_at and not coalesce(left_early, false)
