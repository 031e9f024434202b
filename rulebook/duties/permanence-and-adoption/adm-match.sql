/*---
id: adm-match
kind: duty
title: Decision on the match, with its reasons
area: permanence and adoption
subject: child
force: statutory guidance
number: statutory guidance
source: >-
  Adoption Agencies Regulations 2005 (SI 2005/389), reg 33, for the decision, with the statutory guidance on adoption,
  DfE, July 2013 (first revision February 2011), for the seven working days, which were not found in what could be
  read; paragraph not checked
in_force: 2011-04-01..
reads: [adoption_match, adoption_path]
owner: agency decision-maker
warn: 3 working days
harm: medium
harm_why: The child may have to wait to move to the family that was found.
gap_after: 3 months
counts: working days
met_by: [adoption_match.decided_on]
rests_on: [adoption_match]
per: subject
why: A family and a child have been found for each other, and both are waiting for a signature.
about: >-
  The panel's final minutes on a match start the clock: the agency decision-maker must decide within seven working
  days. A decision recorded without its reasons does not meet it, since the guidance asks for them; where the record
  does not say whether there are reasons, the decision is taken as it is. Each match is an occasion of its own. Where
  the plan changed, care ended or the child turned 18 by the due day nothing was owed; where later, without such a
  decision, it was missed.
---*/
select
    m.subject_id,
    m.record_id as occasion_id,
    m.panel_minutes_on as arose_on,
    working_days_after(m.panel_minutes_on, 7) as due_on,
    case when m.decided_on <= $as_at and coalesce(m.rationale, true) then m.decided_on end as met_on,
    a.stopped_on,
    a.stopped_how as stopped_why,
    case when m.decided_on <= $as_at and not m.rationale then 'Decided, but the reasons are not recorded' end as detail
from adoption_match m
asof left join adoption_path a on a.subject_id = m.subject_id and a.from_on <= m.panel_minutes_on
where m.panel_minutes_on <= $as_at
