/*---
id: fta-considered
kind: duty
title: Fostering for adoption considered before the next placement
area: permanence and adoption
subject: child
force: law
number: law
source: >-
  Children Act 1989, section 22C(9A) to (9C), put in by the Children and Families Act 2014, section 2; Care Planning,
  Placement and Case Review (England) Regulations 2010, reg 22A
in_force: 2014-07-25..
reads: [adoption_path, placement_spell]
owner: allocated_worker
warn: 5 working days
harm: medium
harm_why: The child may settle with carers and then be moved, for want of a question asked in time.
gap_after: 3 months
counts: working days
met_by: [adoption_case.early_placement_considered_on]
rests_on: [adoption_case, episode]
per: subject
why: A baby placed with carers who can later adopt is spared the move that other children must make.
about: >-
  From the day adoption is considered until a court authorises placement, the council must consider carers who are
  also approved adopters. Each move to a new carer in that time is an occasion, due on the day of the move; the
  placement the child was already in is none, nor is a temporary stay. Met on the day recorded as considered, or on
  the day of the move where the placement was one that may lead to adoption (U2, U5). One consideration covers later
  moves on the same path. Not considered by then, it is overdue until it is; once a court has authorised placement,
  the plan has changed or care has ended it can no longer be put right and was missed. There is no number: the law
  says before placing.
---*/
select
    a.subject_id,
    p.placement_id as occasion_id,
    p.started_on as arose_on,
    p.started_on as due_on,
    coalesce(
        a.early_placement_considered_on, case when p.placement_type in ('U2', 'U5') then p.started_on end
    ) as met_on,
    least(a.order_on, a.stopped_on) as stopped_on,
    case least(a.order_on, a.stopped_on) when a.order_on then 'the court authorised placement' else a.stopped_how end
        as stopped_why
from placement_spell p
asof inner join adoption_path a on a.subject_id = p.subject_id and a.considered_on <= p.started_on
where
    not p.same_carer
    and coalesce(p.placement_group not in ('Temporary', 'Placed for adoption'), true)
    and p.started_on < coalesce(least(a.order_on, a.stopped_on), $as_at::date + 1)
