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
reads: [care_spell, life_story_work, child_as_at]
owner: allocated_worker
warn: 4 weeks
counts: days
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
  are left out. Where care ended, or the child turned 18, by the due day nothing more was owed; later, the clock stops
  as missed.
---*/
with work as (
    select distinct
        subject_id,
        worked_on
    from life_story_work
    where worked_on <= $as_at
),

recorded as (
    select (date_trunc('year', min(worked_on) - interval 3 month) + interval 3 month)::date as since_on
    from work
),

care as (
    select
        c.subject_id,
        c.care_id,
        c.started_on,
        c.start_known,
        least(
            c.ended_on, case when k.born_on + interval 18 year <= $as_at then (k.born_on + interval 18 year)::date end
        ) as ended_on
    from care_spell c
    left join child_as_at k on k.subject_id = c.subject_id
    where not c.short_breaks
),

opened as (
    select
        *,
        started_on as opened_on,
        try_cast(setting('life_story_first_months') as integer) as months
    from care
    union all
    select
        c.*,
        w.worked_on as opened_on,
        try_cast(setting('life_story_next_months') as integer) as months
    from work w
    asof join care c on c.subject_id = w.subject_id and c.started_on < w.worked_on
    where c.ended_on is null or w.worked_on <= c.ended_on
),

timed as (
    select
        *,
        (opened_on + months * interval 1 month)::date as due_on,
        lead(opened_on) over (partition by care_id order by opened_on) as met_on
    from opened
),

judged as (
    select
        t.*,
        coalesce(not t.start_known and t.opened_on = t.started_on or t.due_on < r.since_on, true) as before_records
    from timed t
    cross join recorded r
    where t.ended_on is null or t.opened_on < t.ended_on
)

select
    subject_id,
    care_id || '/' || opened_on as occasion_id,
    opened_on as arose_on,
    case when not before_records then due_on end as due_on,
    met_on,
    case
        when met_on is not null or before_records then null
        when ended_on <= due_on then 'Not owed: care ended first'
        when ended_on is not null then 'Missed: care ended without it'
    end as excused
from judged
where not before_records or ended_on is null and met_on is null
