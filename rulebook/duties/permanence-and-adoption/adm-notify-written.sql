/*---
id: adm-notify-written
kind: duty
title: Adoption decisions sent in writing
area: permanence and adoption
subject: child
force: national standard
number: national standard
source: >-
  Adoption Agencies Regulations 2005 (SI 2005/389), regs 19 and 33, for telling in writing; Adoption: national minimum
  standards, DfE, 2011 (revised 2014), standard 17, for the five working days, which were not found in what could be
  read; paragraph not checked
in_force: 2011-04-01..
reads: [adoption_path, adoption_match]
owner: adoption manager
warn: 2 working days
harm: medium
harm_why: A challenge to the decision may come later, and the child wait longer for it to be settled.
gap_after: 2 months
counts: working days
met_by: [adoption_case.told_in_writing_on, adoption_match.told_in_writing_on]
rests_on: [adoption_case, adoption_match]
per: subject
why: Parents and adopters have rights that run from the decision, and can use them only once they hold it in writing.
about: >-
  Each decision starts a clock of five working days: that the child should be placed for adoption (the letter goes to
  the parents), and on each match (it goes to the adopters too); the detail says which. The regulations ask for
  writing, the standards for the days. Only the record of the path holds the first letter: of a decision known from
  the looked-after return alone it cannot be told, and it is left out once that path has ended. Where the plan
  changed, care ended or the child turned 18 by the due day nothing was owed; where that came later without a letter
  it was missed.
---*/
with decided as (
    select
        subject_id,
        decided_on,
        decided_on::text as what,
        told_in_writing_on,
        has_case,
        stopped_on,
        stopped_how,
        'Should be placed for adoption' as detail
    from adoption_path
    where decided_on is not null and (has_case or stopped_on is null)
    union all
    select
        m.subject_id,
        m.decided_on,
        'match/' || m.panel_minutes_on as what,
        case when m.told_in_writing_on <= $as_at then m.told_in_writing_on end as told_in_writing_on,
        true as has_case,
        a.stopped_on,
        a.stopped_how,
        'Match' as detail
    from adoption_match m
    asof left join adoption_path a on a.subject_id = m.subject_id and a.from_on <= m.decided_on
    where m.decided_on <= $as_at
)

select
    subject_id,
    subject_id || '/' || what as occasion_id,
    decided_on as arose_on,
    case when has_case then working_days_after(decided_on, 5) end as due_on,
    told_in_writing_on as met_on,
    stopped_on,
    stopped_how as stopped_why,
    case when not has_case then 'the path to adoption, which alone says whether the letter was sent' end as missing,
    detail
from decided
