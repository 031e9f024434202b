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
harm: medium
harm_why: The young person may go without money, housing or advice that they could have had.
gap_after: 6 months
counts: days
met_by: [information_given]
rests_on: [episode]
per: subject
settings:
  entitlements_months:
    value: 3
    basis: Heed's default until the authority sets its own; the law gives no number
why: Help that a young person has never heard of is no help.
about: >-
  Three occasions: becoming an eligible or relevant child, the 18th and the 21st birthday, while a care leaver. Met by
  the first entitlements pack or local offer given from three months before it to three months before the next;
  declined counts as given. The law requires the offer to be published, the rest is local. Where the next occasion
  came, or the standing as a care leaver ended, by the due day nothing was owed; where later, it was missed. It cannot
  be told where the day of becoming eligible is not known; once that occasion is past it is left out.
---*/
with days as (
    select
        subject_id,
        began_on,
        ended_on,
        ended_by,
        unnest([
            {'arose_on': began_on, 'known': began_known},
            {'arose_on': nullif(eighteen_on, began_on), 'known': true},
            {'arose_on': nullif(twenty_one_on, began_on), 'known': true}
        ], recursive := true)
    from care_leaver_as_at
),

occasion as (
    select
        *,
        lead(arose_on) over (partition by subject_id order by arose_on) as next_on
    from days
    where arose_on between began_on and $as_at and coalesce(arose_on < ended_on, true)
),

told as (
    select
        o.subject_id,
        o.arose_on,
        min(g.given_on) as met_on
    from information_given g
    asof join occasion o on o.subject_id = g.subject_id and o.arose_on - interval 3 month <= g.given_on
    where g.what in ('entitlements pack', 'local offer') and g.given_on <= $as_at
    group by o.subject_id, o.arose_on
)

select
    o.subject_id,
    o.subject_id || '/' || o.arose_on as occasion_id,
    o.arose_on,
    case when o.known then (o.arose_on + to_months(try_cast(setting('entitlements_months') as integer)))::date end as due_on,
    t.met_on,
    least(o.next_on, o.ended_on) as stopped_on,
    case when o.next_on is not null then 'the next occasion came' else o.ended_by end as stopped_why,
    case when not o.known then 'the day on which the young person became eligible' end as missing
from occasion o
left join told t on t.subject_id = o.subject_id and t.arose_on = o.arose_on
where o.known or o.next_on is null and o.ended_on is null
