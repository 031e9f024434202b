/*---
id: linkmaker-profile
kind: duty
title: Child profiled for national linking
area: permanence and adoption
subject: child
force: local
number: local
source: >-
  Local: the duty to tell the Adoption Register within three months (Adoption Agencies Regulations 2005, SI 2005/389,
  reg 19A, put in by SI 2013/985) was law until it was revoked by Part 4 of SI 2019/835; the register has not been
  kept since 1 April 2019
in_force: 2013-07-01..
reads: [adoption_path]
owner: family finder
warn: 1 month
harm: medium
harm_why: Families elsewhere who could take the child may not know of them.
gap_after: 6 months
counts: days
met_by: [adoption_case.profiled_on, adoption_match.decided_on]
rests_on: [adoption_case]
per: subject
settings:
  linkmaker_profile_months:
    value: 3
    basis: Heed's default until the authority sets its own; the three months that the law gave until 2019
why: The right family may live in another county, and cannot come forward for a child it has never heard of.
about: >-
  Each decision that the child should be placed for adoption starts a clock of three months, or the authority's own
  number, until the child has a profile with a consortium or a national linking service. Until 2019 the law asked for
  the child's details on the Adoption Register in that time. Where a match was decided or the child was placed, the
  plan changed, care ended or the child turned 18 by the due day nothing was owed; where that came later without a
  profile it was missed. Only the record of the path to adoption holds profiles: of a decision known from the
  looked-after return alone it cannot be told. Without a list of matches nobody can say that a family was still to be
  found.
---*/
select
    subject_id,
    subject_id || '/' || decided_on as occasion_id,
    decided_on as arose_on,
    case when has_case then (decided_on + to_months(try_cast(setting('linkmaker_profile_months') as integer)))::date end
        as due_on,
    profiled_on as met_on,
    least(matched_on, placed_on, stopped_on) as stopped_on,
    case
        when least(matched_on, placed_on) <= coalesce(stopped_on, matched_on, placed_on) then 'a family was found'
        else stopped_how
    end as stopped_why,
    case when not has_case then 'the path to adoption, which alone says whether the child was profiled' end as missing
from adoption_path
where decided_on is not null and (has_case or least(matched_on, placed_on, stopped_on) is null)
