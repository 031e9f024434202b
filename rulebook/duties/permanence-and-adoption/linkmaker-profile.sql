/*---
id: linkmaker-profile
kind: duty
title: Child profiled for national linking
area: permanence and adoption
subject: child
force: law
number: law
source: >-
  Adoption Agencies Regulations 2005, reg 19A, put in by SI 2013/985; the months are from memory, paragraph not checked
in_force: 2013-07-01..
reads: [adoption_path]
owner: family finder
warn: 1 month
counts: days
why: The right family may live in another county, and cannot come forward for a child it has never heard of.
about: >-
  Each decision that the child should be placed for adoption starts a clock of three months. The regulation asks for
  the child's details on the Adoption Register; that register stopped taking children in 2019, and a profile with a
  consortium or a national linking service is counted in its place, which is Heed's reading. Not owed where a match
  was decided or the child was placed first, the plan changed, care ended or the child turned 18; where that came
  after the due day the clock stops as missed. Only Heed records profiles: of a decision known from the looked-after
  return alone, made before the first collection year (from 1 April) with any path recorded in Heed, it cannot be
  told.
---*/
with timed as (
    select
        subject_id,
        decided_on,
        (decided_on + interval 3 month)::date as due_on,
        profiled_on,
        least(matched_on, placed_on) as found_on,
        stopped_on,
        stopped_how,
        has_case or coalesce((decided_on + interval 3 month)::date >= cases_since, false) as told
    from adoption_path
    where decided_on is not null
),

closed as (
    select
        *,
        least(found_on, stopped_on) as closed_on,
        case when found_on <= coalesce(stopped_on, found_on) then 'a family was found' else stopped_how end
            as closed_how
    from timed
)

select
    subject_id,
    subject_id || '/' || decided_on as occasion_id,
    decided_on as arose_on,
    case when told then due_on end as due_on,
    profiled_on as met_on,
    case
        when profiled_on is not null or closed_on is null then null
        when closed_on <= due_on then 'Not owed: ' || closed_how || ' first'
        else 'Missed: ' || closed_how || ' without a profile'
    end as excused
from closed
where told or closed_on is null
