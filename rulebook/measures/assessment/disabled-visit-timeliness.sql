/*---
id: disabled-visit-timeliness
kind: measure
title: Disabled children in need visited in time
area: assessment
subject: child
statistic: share
period: snapshot
polarity: higher
unit: "%"
force: local
number: local
source: Local standard; no law or guidance sets how often a disabled child in need is visited
reads: [child_as_at, cin_episode, child_seen, record_coverage]
rests_on: [cin_episode, cin_visit, cp_visit, care_visit]
per: subject
settings:
  disabled_child_visit_weeks:
    value: 6
    basis: Heed's default until the authority sets its own
category: primary need
category_codes: primary-need
published:
  series: none; no return has visits to children in need
  differs: >-
    The duty disabled-child-visit has the clocks, from the first plan on; this figure counts children on a day.
claims:
  - unit: "%"
    said_by: Ofsted, inspection of Lambeth children's services, May 2015
    about: inspectors saw gaps in how often disabled children were visited; no number given
    authority: 208
    period: not stated
    definition: not stated
    same_definition: false
duties: [disabled-child-visit]
counts: days
row: one disabled child in need, on the day
counted: were visited within the local number of weeks
not_counted: were not visited within the local number of weeks
why: A disabled child may not be able to tell anybody what is wrong; somebody has to come and look.
about: >-
  Disabled children with an episode of need that had been open for the local number of weeks or more at the
  end of the day; counted if the child was visited within that many weeks, the day itself included. A visit of any kind
  counts unless it says that the child was not seen. Children under an agreed pattern of short breaks are in the figure.
  Left out where the records do not cover all of those weeks, for visits to children in need, to children on plans and
  to looked-after children. A child with two open episodes counts once.
---*/
with need as (
    select
        n.subject_id,
        n.record_id,
        n.referred_on,
        case when n.closed_on between n.referred_on and $as_at then n.closed_on end as closed_on,
        n.primary_need
    from cin_episode n
    inner join child_as_at c on c.subject_id = n.subject_id
    where c.disabled and n.referred_on <= $as_at and coalesce(c.born_on + interval 18 year > $as_at, true)
        and coalesce(n.closed_on > $as_at::date - interval 40 month, true)
),

open_on_day as (
    select
        n.subject_id,
        r.day,
        min(n.record_id) as record_id,
        min(n.primary_need) as primary_need,
        r.day - 7 * try_cast(setting('disabled_child_visit_weeks') as integer) as seen_from_on
    from reporting_days() r
    inner join need n
        on n.referred_on <= r.day - 7 * try_cast(setting('disabled_child_visit_weeks') as integer)
        and (n.closed_on is null or n.closed_on > r.day)
    group by n.subject_id, r.day
),

visit as (
    select
        subject_id,
        visited_on,
        kind,
        lead(visited_on, 1, date '9999-12-31') over (partition by subject_id order by visited_on, kind) as next_visited_on
    from child_seen
    where subject_id in (select subject_id from need)
),

whole as (
    select o.seen_from_on
    from (select distinct seen_from_on from open_on_day) o
    inner join record_coverage c on c.from_on <= o.seen_from_on and (c.to_today or c.to_on >= o.seen_from_on)
    where c.record_type in ('cin_visit', 'cp_visit', 'care_visit')
    group by o.seen_from_on
    having count(distinct c.record_type) = 3
)

select
    o.subject_id,
    o.record_id as occasion_id,
    o.day as on_date,
    v.visited_on as arose_on,
    v.visited_on + (o.day - o.seen_from_on)::integer as due_on,
    case
        when v.visited_on is null then 'no visit at which the child was seen is recorded'
        else 'last seen at a visit of this kind: ' || v.kind
    end as detail,
    case when w.seen_from_on is not null then coalesce(v.visited_on >= o.seen_from_on, false) end as counted,
    o.primary_need as category,
    case when w.seen_from_on is null then 'the records do not cover all of the weeks before' end as left_out
from open_on_day o
left join whole w on w.seen_from_on = o.seen_from_on
left join visit v on v.subject_id = o.subject_id and v.visited_on <= o.day and v.next_visited_on > o.day
