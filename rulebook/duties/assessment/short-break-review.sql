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
  33; sub-paragraph from memory
in_force: 2011-04-01..
reads: [short_break, short_break_review, case_end]
owner: reviewing officer
warn: 2 weeks
counts: days
why: A disabled child away from home, even for a weekend at a time, is in the authority's care while there.
about: >-
  A series of short breaks under regulation 48 is owed a first review within three months of its start and a further one
  within six months of each: one clock for each stretch. Three months from 30 November is the last day of February. A
  series outside regulation 48 has the ordinary reviews instead and no clock here; where it is not recorded which it is,
  it cannot be told. The end of the series or of the case stops the clock. Reviews from before the first collection year
  (from 1 April) with any such review recorded cannot be told.
---*/
with recorded as (
    select (date_trunc('year', min(held_on) - interval 3 month) + interval 3 month)::date as since_on
    from short_break_review
    where held_on <= $as_at
),

begun as (
    select
        subject_id,
        record_id,
        started_on,
        case when ended_on between started_on and $as_at then ended_on end as ended_on,
        within_regulation_48
    from short_break
    where started_on <= $as_at and coalesce(within_regulation_48, true)
),

series as (
    select
        b.subject_id,
        b.record_id,
        b.started_on,
        least(b.ended_on, e.ended_on) as ended_on,
        b.within_regulation_48 is not null as kind_known
    from begun b
    asof left join case_end e on e.subject_id = b.subject_id and b.started_on <= e.ended_on
),

opened as (
    select
        record_id,
        started_on as opened_on,
        true as first
    from series
    union all
    select
        s.record_id,
        v.held_on as opened_on,
        false as first
    from short_break_review v
    asof join series s on s.subject_id = v.subject_id and s.started_on < v.held_on
    where v.held_on <= least(s.ended_on, $as_at::date)
),

followed as (
    select
        s.subject_id,
        s.ended_on,
        s.kind_known,
        o.record_id,
        o.opened_on,
        o.first,
        (o.opened_on + case when o.first then interval 3 month else interval 6 month end)::date as due_on,
        lead(o.opened_on) over (partition by o.record_id order by o.opened_on) as next_on
    from opened o
    inner join series s on s.record_id = o.record_id
)

select
    f.subject_id,
    case when f.first then f.record_id else f.record_id || '/' || f.opened_on end as occasion_id,
    f.opened_on as arose_on,
    case when f.kind_known and f.due_on >= r.since_on then f.due_on end as due_on,
    f.next_on as met_on,
    case
        when f.next_on is not null or not f.kind_known or coalesce(f.due_on < r.since_on, true) then null
        when f.ended_on <= f.due_on then 'Not owed: the short breaks ended first'
        when f.ended_on is not null then 'Missed: the short breaks ended without this review'
    end as excused,
    case when not f.kind_known then 'Whether regulation 48 applies is not recorded' end as detail
from followed f
cross join recorded r
where f.ended_on is null or f.opened_on < f.ended_on
