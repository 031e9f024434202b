/*---
id: fgdm-offer
kind: duty
title: Family group decision-making offered before a care application
area: child protection
subject: child
force: statutory guidance
number: statutory guidance
source: >-
  Court orders and pre-proceedings: statutory guidance, DfE, April 2014, chapter 2; from its commencement, Children's
  Wellbeing and Schools Act 2026, section 1 (Children Act 1989, section 31ZA)
in_force: 2014-04-22..
reads: [court_case_as_at, pre_proceedings_as_at]
owner: team manager
warn: 5 working days
harm: medium
harm_why: The child may go to strangers when somebody in the family could have taken them in.
gap_after: 6 months
counts: working days
met_by: [court_case.meeting_offered_on]
rests_on: [court_case]
per: subject
why: Grandparents, aunts and friends may be able to keep a child safe, if anyone asks them before the court is.
about: >-
  Before each application for a care or supervision order the family is to have been offered a family group
  decision-making meeting. Section 31ZA will make this law once regulations commence it (section 78), which at the time
  of writing none had; until then the guidance asks for the referral to be considered. Met by the day of the offer or,
  where pre-proceedings begun in the year before say only that it was offered, by the day of the application. Excused
  where a reason for not offering is recorded. An offer after the application is late; where the final order came
  without one, it was missed. Where the kind of case is not recorded it cannot be told; nor, unless pre-proceedings say
  that it was offered, from a list of cases that has no day of the offer.
---*/
with offered as (
    select
        subject_id,
        started_on,
        family_meeting_offered
    from pre_proceedings_as_at
    where started_on is not null
)

select
    c.subject_id,
    c.record_id as occasion_id,
    coalesce(c.considered_on, c.issued_on) as arose_on,
    case when c.kind_known then c.issued_on end as due_on,
    coalesce(
        c.meeting_offered_on,
        case when o.family_meeting_offered and o.started_on > c.issued_on - interval 12 month then c.issued_on end
    ) as met_on,
    c.final_order_on as stopped_on,
    case when c.final_order_on is not null then 'the proceedings ended' end as stopped_why,
    case when c.meeting_not_offered is not null then 'Not offered: the reason is recorded' end as excused,
    case when not c.kind_known then 'the kind of proceedings' end as missing
from court_case_as_at c
asof left join offered o on o.subject_id = c.subject_id and o.started_on <= c.issued_on
