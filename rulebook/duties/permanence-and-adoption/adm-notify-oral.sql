/*---
id: adm-notify-oral
kind: duty
title: Parents told of the adoption decision in person
area: permanence and adoption
subject: child
force: national standard
number: national standard
source: "Adoption: national minimum standards, DfE, 2011 (revised 2014), standard 17; paragraph not checked"
in_force: 2011-04-01..
reads: [adoption_path]
owner: allocated_worker
warn: 1 working day
counts: working days
why: A parent should hear such a decision from a person, and soon, not first from a letter.
about: >-
  Each decision that the child should be placed for adoption starts the clock, whether Heed or the looked-after return
  holds it; the parents must be told by word of mouth within two working days. Excused where telling them was recorded
  as unsafe or they cannot be found. Only Heed records the telling: of a decision on a path that Heed has no record
  of, made before the first collection year (from 1 April) with any such record, it cannot be told, and it is left out
  once that path has ended. Where the plan changed, care ended or the child turned 18 by the due day nothing was owed.
---*/
with timed as (
    select
        *,
        working_days_after(decided_on, 2) as due_on
    from adoption_path
    where decided_on is not null
),

judged as (
    select
        *,
        has_case or coalesce(due_on >= cases_since, false) as told
    from timed
)

select
    subject_id,
    subject_id || '/' || decided_on as occasion_id,
    decided_on as arose_on,
    case when told then due_on end as due_on,
    told_orally_on as met_on,
    case
        when told_orally_on is not null then null
        when untraceable then 'Not owed: the parents cannot be found, or telling them is not safe'
        when stopped_on is null then null
        when stopped_on <= due_on then 'Not owed: ' || stopped_how || ' first'
        else 'Missed: ' || stopped_how || ' without the parents being told'
    end as excused
from judged
where told or stopped_on is null
