/*---
id: exclusion-provision
kind: duty
title: Other education from the first school day of a looked-after child's exclusion
area: education
subject: child
force: statutory guidance
number: statutory guidance
source: >-
  Suspension and permanent exclusion guidance, DfE, 2012 to 2024, on looked-after children, paragraph not checked; for
  other children the sixth school day is law (Education and Inspections Act 2006, section 100, and the Education
  (Provision of Full-Time Education for Excluded Pupils) (England) Regulations 2007, reg 3)
in_force: 2012-09-01..
reads: [exclusion, care_to_18, school_day]
owner: virtual school head
warn: 1 day
counts: working days
why: Days out of school are days in which a child already let down hears that nobody wants them.
about: >-
  Where a child is excluded from school while looked after, for a time or for good, other education has begun by the
  first school day after the day of the exclusion, as the guidance asks for looked-after children. School days are those
  of the authority's own terms. A suspension of a day or less owes nothing. Where a suspension is over, or care ended or
  the child turned 18 later than the due day, the clock stops as missed. It cannot be told where the terms recorded do
  not hold the day.
---*/
with excluded as (
    select
        e.subject_id,
        e.record_id,
        e.started_on,
        e.kind,
        e.days,
        case when e.provision_started_on <= $as_at then e.provision_started_on end as met_on,
        c.until_on,
        c.ended_by
    from exclusion e
    asof join care_to_18 c on c.subject_id = e.subject_id and c.started_on <= e.started_on
    where e.started_on <= $as_at and (c.until_on is null or c.until_on > e.started_on)
),

counted as (
    select
        e.*,
        s.position,
        e.kind = 'suspension' and e.days <= 1 as is_short
    from excluded e
    asof left join school_day s on s.day <= e.started_on
),

judged as (
    select
        c.*,
        d.day as due_on,
        coalesce(b.day <= $as_at, false) as is_back
    from counted c
    left join school_day d on d.position = c.position + 1
    left join school_day b on c.kind = 'suspension' and b.position = c.position + ceil(c.days)::integer
)

select
    subject_id,
    record_id as occasion_id,
    started_on as arose_on,
    due_on,
    met_on,
    case
        when met_on is not null then null
        when is_short then 'Not owed: the suspension lasted a day or less'
        when due_on is null then null
        when until_on <= due_on then 'Not owed: ' || ended_by || ' first'
        when is_back then 'Missed: the suspension ended without it'
        when until_on is not null then 'Missed: ' || ended_by || ' without it'
    end as excused,
    case when kind = 'permanent' then 'Permanent exclusion' else 'Suspension' end as detail
from judged
