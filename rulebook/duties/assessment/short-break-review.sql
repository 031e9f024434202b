/*---
id: short-break-review
kind: duty
title: Short breaks reviewed within 3 months, then every 6
area: assessment
subject: child
force: law
number: law
source: >-
  Care Planning, Placement and Case Review (England) Regulations 2010, reg 48(3), which sets these times in place of reg
  33; the times read in a procedures manual that quotes it, the sub-paragraph not checked
in_force: 2011-04-01..
reads: [short_break, short_break_review, case_end]
owner: reviewing officer
warn: 2 weeks
harm: medium
harm_why: A break that is wrong for the child may go on, and the child may have no way of saying so.
gap_after: 6 months
counts: days
met_by: [short_break_review]
rests_on: [short_break, cin_episode]
per: subject
why: A disabled child away from home, even for a weekend at a time, is in the authority's care while there.
about: >-
  A series of short breaks under regulation 48 is owed a first review within three months of its start and a further one
  within six months of each: one clock for each stretch. Three months from 30 November is the last day of February. A
  series outside regulation 48 has the ordinary reviews instead and no clock here; where it is not recorded which it is,
  it cannot be told. Where the series or the case ended by the due day nothing more was owed; where it ended later
  without the review, it was missed.
---*/
with begun as (
    select
        subject_id,
        record_id,
        started_on,
        case when ended_on between started_on and $as_at then ended_on end as ended_on,
        within_regulation_48 is not null as kind_known
    from short_break
    where started_on <= $as_at and coalesce(within_regulation_48, true)
),

series as (
    select
        b.subject_id,
        b.record_id,
        b.started_on,
        least(b.ended_on, e.ended_on) as ended_on,
        b.kind_known
    from begun b
    left join case_end e on e.subject_id = b.subject_id and b.started_on between e.from_on and e.ended_on
    where b.kind_known or coalesce(b.ended_on, e.ended_on) is null
),

opened as (
    select
        record_id,
        record_id as occasion_id,
        started_on as opened_on,
        3 as months
    from series
    union all
    select
        s.record_id,
        s.record_id || '/' || v.held_on as occasion_id,
        v.held_on as opened_on,
        6 as months
    from short_break_review v
    asof join series s on s.subject_id = v.subject_id and s.started_on < v.held_on
    where v.held_on <= least(s.ended_on, $as_at::date)
)

select
    s.subject_id,
    o.occasion_id,
    o.opened_on as arose_on,
    case when s.kind_known then (o.opened_on + to_months(o.months))::date end as due_on,
    lead(o.opened_on) over (partition by s.record_id order by o.opened_on) as met_on,
    s.ended_on as stopped_on,
    case when s.ended_on is not null then 'the short breaks ended' end as stopped_why,
    case when not s.kind_known then 'whether regulation 48 applies' end as missing
from opened o
inner join series s on s.record_id = o.record_id
qualify s.ended_on is null or o.opened_on < s.ended_on
