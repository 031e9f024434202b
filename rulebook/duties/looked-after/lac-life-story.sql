/*---
id: lac-life-story
kind: duty
title: Life story work with a looked-after child begun and kept up
area: looked after
subject: child
force: commitment
number: local
source: >-
  Local: the authority’s own commitment, after Ofsted’s 2015 criterion that children understand what has happened in
  their lives; no law sets a number
in_force: 2011-04-01..
reads: [care_spell, life_story_work]
owner: allocated_worker
warn: 4 weeks
harm: medium
harm_why: The child may go on not knowing why they are in care, and think it their fault.
gap_after: 6 months
counts: days
met_by: [life_story_work]
rests_on: [episode]
per: subject
settings:
  life_story_first_months:
    value: 4
    basis: Heed's default until the authority sets its own; by the second review
  life_story_next_months:
    value: 6
    basis: Heed's default until the authority sets its own
why: A child who does not know their own story will make one up, and blame themselves in it.
about: >-
  The first session of direct or life story work is owed within the authority's own number of months of coming into
  care (four, by the second review), and after each session another within its own number (six): one clock for each
  stretch. Months end on the last day of a shorter month. A very short stay ends before the clock does. Short breaks
  are left out. Where the day of coming into care is not known the first session cannot be told. Where care ended,
  or the child turned 18, by the due day nothing more was owed; later, it was missed.
---*/
with care as (
    select *
    from care_spell
    where not short_breaks
),

opened as (
    select
        *,
        started_on as opened_on,
        try_cast(setting('life_story_first_months') as integer) as months
    from care
    union all
    select
        c.* replace (case when not c.dates_right then c.missing end as missing),
        w.worked_on as opened_on,
        try_cast(setting('life_story_next_months') as integer) as months
    from (select distinct subject_id, worked_on from life_story_work where worked_on <= $as_at) w
    asof join care c on c.subject_id = w.subject_id and c.started_on < w.worked_on
    where c.ended_on is null or w.worked_on <= c.ended_on
),

timed as (
    select
        *,
        case when missing is null then (opened_on + months * interval 1 month)::date end as due_on,
        lead(opened_on) over (partition by care_id order by opened_on) as met_on
    from opened
)

select
    subject_id,
    care_id || '/' || opened_on as occasion_id,
    opened_on as arose_on,
    due_on,
    met_on,
    ended_on as stopped_on,
    ended_by as stopped_why,
    missing
from timed
where (ended_on is null or opened_on < ended_on) and (due_on is not null or met_on is null and ended_on is null)
