/*---
id: adm-notify-oral
kind: duty
title: Parents told of the adoption decision in person
area: permanence and adoption
subject: child
force: national standard
number: national standard
source: >-
  Adoption: national minimum standards, DfE, 2011 (revised 2014), standard 17 (adoption panels and agency's
  decision-maker); the two working days were not found in what could be read; paragraph not checked
in_force: 2011-04-01..
reads: [adoption_path]
owner: allocated_worker
warn: 1 working day
harm: medium
harm_why: Parents may have less time to put their case, and the child's plan be held up later.
gap_after: 1 month
counts: working days
met_by: [adoption_case.told_orally_on]
rests_on: [adoption_case]
per: subject
why: A parent should hear such a decision from a person, and soon, not first from a letter.
about: >-
  Each decision that the child should be placed for adoption starts the clock, whether Heed's own record of the path
  or the looked-after return holds it; the parents must be told by word of mouth within two working days. Nothing is
  owed where telling them was recorded as unsafe or they cannot be found. Only the record of the path holds the
  telling: of a decision known from the return alone it cannot be told, and it is left out once that path has ended.
  Where the plan changed, care ended or the child turned 18 by the due day nothing was owed; where that came later
  without the parents being told it was missed.
---*/
select
    subject_id,
    subject_id || '/' || decided_on as occasion_id,
    decided_on as arose_on,
    case when has_case then working_days_after(decided_on, 2) end as due_on,
    told_orally_on as met_on,
    case when not untraceable then stopped_on end as stopped_on,
    case when untraceable then 'the parents cannot be found, or telling them is not safe' else stopped_how end
        as stopped_why,
    case when not has_case then 'the path to adoption, which alone says whether the parents were told' end as missing
from adoption_path
where decided_on is not null and (has_case or stopped_on is null)
