/*---
id: exclusion-provision
kind: duty
title: Other education from the first school day of a looked-after child's exclusion
area: education
subject: child
force: statutory guidance
number: statutory guidance
source: >-
  Suspension and permanent exclusion guidance, DfE, 2012 to 2024, on looked-after children, paragraph not checked: from
  the first day, that schools and authorities should work together to arrange it. For other children the sixth
  consecutive school day is law: suspension, Education and Inspections Act 2006, section 100, and the Education
  (Provision of Full-Time Education for Excluded Pupils) (England) Regulations 2007, reg 3; permanent exclusion,
  Education Act 1996, section 19(3A), and reg 4 (as amended from 5 January 2015)
in_force: 2012-09-01..
reads: [exclusion, care_to_18, school_day]
owner: virtual school head
warn: 1 day
harm: medium
harm_why: The child may lose lessons and have nowhere to be in the day.
gap_after: 1 month
counts: working days
met_by: [exclusion.provision_started_on]
rests_on: [exclusion, episode]
per: subject
why: Days out of school are days in which a child already let down hears that nobody wants them.
about: >-
  Where a child is excluded from school while looked after, for a time or for good, other education has begun by the
  first school day after the day of the exclusion, as the guidance asks for looked-after children. School days are those
  of the authority's own terms. A suspension of a day or less owes nothing. Where the suspension was over, care ended or
  the child turned 18 by the due day nothing was owed; later, it was missed. It cannot be told where the terms recorded
  do not hold the day.
---*/
with excluded as (
    select
        e.subject_id,
        e.record_id,
        e.started_on,
        e.kind,
        e.days,
        case when e.provision_started_on <= $as_at then e.provision_started_on end as met_on,
        coalesce(e.kind = 'suspension' and e.days <= 1, false) as is_short,
        c.until_on,
        c.ended_by,
        s.position
    from exclusion e
    asof join care_to_18 c on c.subject_id = e.subject_id and c.started_on <= e.started_on
    asof left join school_day s on s.day <= e.started_on
    where e.started_on <= $as_at and (c.until_on is null or c.until_on > e.started_on)
)

select
    x.subject_id,
    x.record_id as occasion_id,
    x.started_on as arose_on,
    d.day as due_on,
    x.met_on,
    case when not x.is_short then least(x.until_on, b.day) end as stopped_on,
    case
        when x.is_short then 'the suspension lasted a day or less'
        when b.day <= coalesce(x.until_on, b.day) then 'the suspension ended'
        else x.ended_by
    end as stopped_why,
    case when d.day is null then 'the school terms that hold the day after the exclusion' end as missing,
    case when x.kind = 'permanent' then 'Permanent exclusion' else 'Suspension' end as detail
from excluded x
left join school_day d on d.position = x.position + 1
left join school_day b on x.kind = 'suspension' and b.position = x.position + ceil(x.days)::integer and b.day <= $as_at
where d.day is not null or x.until_on is null
