/*---
id: adm-notify-written
kind: duty
title: Adoption decisions sent in writing
area: permanence and adoption
subject: child
force: national standard
number: national standard
source: >-
  Adoption: national minimum standards, DfE, 2011 (revised 2014), standard 17, for the days (paragraph not checked);
  Adoption Agencies Regulations 2005, regs 19 and 33, for telling in writing
in_force: 2011-04-01..
reads: [adoption_path, adoption_match]
owner: adoption manager
warn: 2 working days
counts: working days
why: Parents and adopters have rights that run from the decision, and can use them only once they hold it in writing.
about: >-
  Each decision starts a clock of five working days: that the child should be placed for adoption (the letter goes to
  the parents), and on each match (it goes to the adopters too); the detail says which. The regulations ask for
  writing, the standards for the days. Only Heed records the letters: of a decision known from the looked-after return
  alone, made before the first collection year (from 1 April) with any path recorded in Heed, it cannot be told, and
  it is left out once that path has ended. Where the plan changed, care ended or the child turned 18 by the due day
  nothing was owed; where that came later the clock stops as missed.
---*/
with decided as (
    select
        subject_id,
        subject_id || '/' || decided_on as occasion_id,
        decided_on,
        working_days_after(decided_on, 5) as due_on,
        told_in_writing_on,
        has_case,
        cases_since,
        stopped_on,
        stopped_how,
        'Should be placed for adoption' as detail
    from adoption_path
    where decided_on is not null
    union all
    select
        m.subject_id,
        m.subject_id || '/match/' || m.panel_minutes_on as occasion_id,
        m.decided_on,
        working_days_after(m.decided_on, 5) as due_on,
        case when m.told_in_writing_on <= $as_at then m.told_in_writing_on end as told_in_writing_on,
        true as has_case,
        null as cases_since,
        a.stopped_on,
        a.stopped_how,
        'Match' as detail
    from adoption_match m
    asof left join adoption_path a on a.subject_id = m.subject_id and a.from_on <= m.decided_on
    where m.decided_on <= $as_at
),

judged as (
    select
        *,
        has_case or coalesce(due_on >= cases_since, false) as told
    from decided
)

select
    subject_id,
    occasion_id,
    decided_on as arose_on,
    case when told then due_on end as due_on,
    told_in_writing_on as met_on,
    case
        when told_in_writing_on is not null or stopped_on is null then null
        when stopped_on <= due_on then 'Not owed: ' || stopped_how || ' first'
        else 'Missed: ' || stopped_how || ' without a letter'
    end as excused,
    detail
from judged
where told or stopped_on is null
