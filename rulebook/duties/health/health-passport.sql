/*---
id: health-passport
kind: duty
title: Health history given before the eighteenth birthday
area: health
subject: child
force: local
number: local
source: >-
  Local: that the health history is given by the eighteenth birthday is published local practice. It serves Promoting
  the health and wellbeing of looked-after children, DfE and DH, March 2015, on care leavers (paragraph not checked),
  and the Care Planning, Placement and Case Review (England) Regulations 2010, Schedule 8, which give no number
in_force: 2011-04-01..
reads: [care_to_18, information_given, leaving_care_status]
owner: looked-after nurse
warn: 3 months
harm: medium
harm_why: A young adult may be unable to tell a doctor what they have had, or what runs in the family.
gap_after: 12 months
counts: days
met_by: [information_given]
rests_on: [episode]
per: subject
why: An adult asked what illnesses they and their family have had should not have to say that nobody told them.
about: >-
  A gate at the eighteenth birthday: a young person looked after at 16 or older has been given their health history by
  then. The clock opens on the sixteenth birthday or, if later, the day care began; 29 February counts as the 28th in
  other years. Nothing is owed where the young person declined by then. Where care ended before 18 nothing is owed
  unless a standing of care leaver is recorded. Still owed after the birthday; where the young person declined only
  then, or turned 21 without it, it was missed.
---*/
with given as (
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
        case when o.left_before and o.until_on < o.due_on and l.subject_id is null then o.until_on end as left_on,
        case when o.due_on + interval 3 year <= $as_at then (o.due_on + interval 3 year)::date end as twenty_one_on
    from older o
    left join given g on g.subject_id = o.subject_id
    left join leaver l on l.subject_id = o.subject_id
)

select
    subject_id,
    care_id as occasion_id,
    arose_on,
    due_on,
    met_on,
    least(declined_on, left_on, twenty_one_on) as stopped_on,
    case
        when declined_on = least(declined_on, left_on, twenty_one_on) then 'the young person declined'
        when left_on is not null then 'care ended'
        when twenty_one_on is not null then 'the young person turned 21'
    end as stopped_why
from judged
