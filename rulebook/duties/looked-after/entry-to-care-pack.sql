/*---
id: entry-to-care-pack
kind: duty
title: Pack on entitlements and contact card given to a child who comes into care
area: looked after
subject: child
force: commitment
number: local
source: >-
  Local: the authority’s own pack and its commitment to children in care; no law sets the number
in_force: 2011-04-01..
reads: [care_spell, information_given, child_as_at]
owner: allocated_worker
warn: 2 working days
counts: working days
settings:
  entry_pack_working_days:
    value: 5
    basis: Heed's default until the authority sets its own
  entry_pack_from_age:
    value: 5
    basis: Heed's default until the authority sets its own; younger children cannot use the pack
why: A child who does not know their rights cannot ask for them.
about: >-
  From the day a child came into care the pack is owed within the authority's own number of working days. Given in the
  three months before counts too. Children younger than the authority's own age on that day are left out. Where the
  child declined it the clock stops. Short breaks are left out. Where care ended by the due day nothing was owed;
  where it ended later the clock stops as missed.
---*/
with given as (
    select
        subject_id,
        given_on,
        coalesce(declined, false) as declined
    from information_given
    where what = 'entitlements pack' and given_on <= $as_at
),

recorded as (
    select (date_trunc('year', min(given_on) - interval 3 month) + interval 3 month)::date as since_on
    from given
),

timed as (
    select
        c.subject_id,
        c.care_id,
        c.started_on,
        c.ended_on,
        c.start_known,
        working_days_after(c.started_on, try_cast(setting('entry_pack_working_days') as integer)) as due_on,
        case when not g.declined and (c.ended_on is null or g.given_on <= c.ended_on) then g.given_on end as met_on,
        coalesce(g.declined, false) as declined
    from care_spell c
    asof left join given g on g.subject_id = c.subject_id and g.given_on >= (c.started_on - interval 3 month)::date
    left join child_as_at k on k.subject_id = c.subject_id
    where
        not c.short_breaks
        and coalesce(
            k.born_on + try_cast(setting('entry_pack_from_age') as integer) * interval 1 year <= c.started_on, true
        )
),

judged as (
    select
        t.*,
        coalesce(not t.start_known or t.due_on < r.since_on, true) as before_records
    from timed t
    cross join recorded r
)

select
    subject_id,
    care_id as occasion_id,
    started_on as arose_on,
    case when not before_records then due_on end as due_on,
    met_on,
    case
        when met_on is not null or before_records then null
        when declined then 'The child declined it'
        when ended_on <= due_on then 'Not owed: care ended first'
        when ended_on is not null then 'Missed: care ended without it'
    end as excused
from judged
where not before_records or ended_on is null and met_on is null
