/*---
id: cl-entitlements
kind: duty
title: Care leaver told of the local offer at 16, 18 and 21
area: care leavers
subject: child
force: local
number: local
source: >-
  Children and Social Work Act 2017, section 2: the authority publishes its local offer; that each young person is told,
  and when, is local
in_force: 2018-04-01..
reads: [care_leaver_as_at, information_given]
owner: allocated_worker
warn: 1 month
counts: days
settings:
  entitlements_months:
    value: 3
    basis: Heed's default until the authority sets its own; the law gives no number
why: Help that a young person has never heard of is no help.
about: >-
  Three occasions: becoming an eligible or relevant child, the 18th and the 21st birthday, while a care leaver. Met by the
  first entitlements pack or local offer given from three months before it to three months before the next; declined counts as given.
  The law requires the offer to be published, the rest is local. Where the next occasion has come, or the standing as a care
  leaver ended, the clock stops. It cannot be told where the day of becoming eligible is not known, where nothing of the kind
  is recorded at all, or before the first collection year (from 1 April) with it.
---*/
with given as (
    select
        subject_id,
        given_on
    from information_given
    where what in ('entitlements pack', 'local offer') and given_on <= $as_at
),

recorded as (
    select (date_trunc('year', min(given_on) - interval 3 month) + interval 3 month)::date as since_on
    from given
),

days as (
    select
        subject_id,
        began_on,
        ended_on,
        unnest([
            {'arose_on': began_on, 'known': began_known},
            {'arose_on': nullif(eighteen_on, began_on), 'known': true},
            {'arose_on': nullif(twenty_one_on, began_on), 'known': true}
        ], recursive := true)
    from care_leaver_as_at
),

occasion as (
    select
        subject_id,
        arose_on,
        known,
        ended_on,
        (arose_on - interval 3 month)::date as from_on,
        lead(arose_on) over (partition by subject_id order by arose_on) as next_on,
        (arose_on + to_months(try_cast(setting('entitlements_months') as integer)))::date as due_on
    from days
    where arose_on between began_on and $as_at and coalesce(arose_on < ended_on, true)
),

told as (
    select
        o.subject_id,
        o.arose_on,
        min(g.given_on) as met_on
    from given g
    asof join occasion o on o.subject_id = g.subject_id and o.from_on <= g.given_on
    group by o.subject_id, o.arose_on
),

judged as (
    select
        o.subject_id,
        o.arose_on,
        o.due_on,
        t.met_on,
        least(o.next_on, o.ended_on) as stopped_on,
        o.known and coalesce(o.due_on >= r.since_on, false) as can_tell
    from occasion o
    left join told t on t.subject_id = o.subject_id and t.arose_on = o.arose_on
    cross join recorded r
)

select
    subject_id,
    subject_id || '/' || arose_on as occasion_id,
    arose_on,
    case when can_tell then due_on end as due_on,
    met_on,
    case
        when met_on is not null or stopped_on is null or not can_tell then null
        when stopped_on <= due_on then 'Not owed: the next occasion or the end of support came first'
        else 'Missed: the next occasion or the end of support came without it'
    end as excused
from judged
