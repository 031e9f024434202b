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
harm: medium
harm_why: The child may not know whom to call, how to complain or that an advocate can help.
gap_after: 3 months
counts: working days
met_by: [information_given]
rests_on: [episode]
per: subject
settings:
  entry_pack_working_days:
    value: 5
    basis: Heed's default until the authority sets its own
  entry_pack_from_age:
    value: 5
    basis: Heed's default until the authority sets its own; younger children cannot use the pack
why: A child who does not know their rights cannot ask for them.
about: >-
  From the day a child came into care the pack is owed within the authority's own number of working days. Given in
  the three months before counts too. Children younger than the authority's own age on that day are left out. Where
  the child declined it by the due day nothing more was owed; declined later, it was missed, as it came late. Short
  breaks are left out. Where care ended by the due day nothing was owed; where it ended later without it, it was
  missed.
---*/
select
    c.subject_id,
    c.care_id as occasion_id,
    c.started_on as arose_on,
    case
        when c.start_known then working_days_after(c.started_on, try_cast(setting('entry_pack_working_days') as integer))
    end as due_on,
    case when not g.declined and (c.ended_on is null or g.given_on <= c.ended_on) then g.given_on end as met_on,
    case when g.declined then g.given_on else c.ended_on end as stopped_on,
    case when g.declined then 'the child declined it' else c.ended_by end as stopped_why,
    c.missing
from care_spell c
asof left join (
    select subject_id, given_on, coalesce(declined, false) as declined
    from information_given
    where what = 'entitlements pack' and given_on <= $as_at
) g on g.subject_id = c.subject_id and g.given_on >= (c.started_on - interval 3 month)::date
left join child_as_at k on k.subject_id = c.subject_id
where
    not c.short_breaks
    and coalesce(k.born_on + try_cast(setting('entry_pack_from_age') as integer) * interval 1 year <= c.started_on, true)
    and (c.start_known or c.ended_on is null and g.given_on is null)
