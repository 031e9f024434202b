/*---
id: adoption-support-plan
kind: duty
title: Adoption support plan in place before the child moves in
area: permanence and adoption
subject: child
force: law
number: law
source: >-
  Adoption Agencies Regulations 2005 (SI 2005/389), reg 31, for the proposals put with the match, read in a version
  since amended; Adoption Support Services Regulations 2005 (SI 2005/691), reg 16, for the plan; paragraph not checked
in_force: 2005-12-30..
reads: [adoption_match, adoptive_placement, adoption_support]
owner: adoption social worker
warn: 5 working days
harm: medium
harm_why: The child may move in before the help that would steady the new family is there.
gap_after: 6 months
counts: working days
met_by: [adoption_match.support_plan_on]
rests_on: [adoption_match, episode]
per: subject
why: A new family should know what help it will have before the child arrives, not ask for it in a crisis.
about: >-
  Each match decided that led to a placement with an adoptive family: the plan for support must be there by the day
  the child moves in, which is the day it is due. Met by the plan recorded with the match, or by an adoption support
  plan of the child recorded since the match went to panel. Not there by then it is overdue until it is, and was
  missed where the placement ended first, without adoption. There is no clock until the day of the move is known, and
  none for a placement without a match in Heed. There is no number: the law asks for it with the match. Its yearly
  review is not judged here.
---*/
with matched as (
    select
        subject_id,
        record_id,
        panel_minutes_on,
        decided_on,
        case when support_plan_on <= $as_at then support_plan_on end as support_plan_on
    from adoption_match
    where decided_on <= $as_at
),

moves as (
    select
        m.*,
        p.placed_on,
        p.ended_on,
        p.ended_how
    from adoptive_placement p
    asof inner join matched m on m.subject_id = p.subject_id and m.decided_on <= p.placed_on
    qualify row_number() over (partition by m.record_id order by p.placed_on) = 1
),

supported as (
    select
        v.record_id,
        min(s.plan_on) as plan_on
    from moves v
    inner join adoption_support s on s.subject_id = v.subject_id
    where s.plan_on between v.panel_minutes_on and $as_at
    group by v.record_id
)

select
    v.subject_id,
    v.record_id as occasion_id,
    v.decided_on as arose_on,
    v.placed_on as due_on,
    least(v.support_plan_on, s.plan_on) as met_on,
    case when v.ended_how <> 'the child was adopted' then v.ended_on end as stopped_on,
    case when v.ended_how <> 'the child was adopted' then v.ended_how end as stopped_why
from moves v
left join supported s on s.record_id = v.record_id
