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
counts: working days
why: Grandparents, aunts and friends may be able to keep a child safe, if anyone asks them before the court is.
about: >-
  Before each application for a care or supervision order the family is to have been offered a family group
  decision-making meeting. Section 31ZA will make this law once regulations commence it (section 78), which at the time
  of writing none had; until then the guidance asks for the referral to be considered. Met by the day of the offer or,
  where pre-proceedings begun in the year before say only that it was offered, by the day of the application. Excused
  where a reason for not offering is recorded. An offer after the application is late; without one the clock stops as
  missed at the final order. Where no answer is recorded for any child, or not the kind of case, it cannot be told.
---*/
with recorded as (
    select
        (
            select bool_or(meeting_offered_on is not null or meeting_not_offered is not null) from court_case_as_at
        ) as in_cases,
        (select bool_or(family_meeting_offered is not null) from pre_proceedings_as_at) as in_pre_proceedings
),

before as (
    select
        subject_id,
        started_on,
        family_meeting_offered
    from pre_proceedings_as_at
    where started_on is not null
),

judged as (
    select
        c.*,
        coalesce(
            c.meeting_offered_on,
            case when b.family_meeting_offered and b.started_on > c.issued_on - interval 12 month then c.issued_on end
        ) as met_on,
        c.kind_known and (coalesce(r.in_cases, false) or coalesce(r.in_pre_proceedings, false)) as can_tell
    from court_case_as_at c
    cross join recorded r
    asof left join before b on b.subject_id = c.subject_id and b.started_on <= c.issued_on
)

select
    subject_id,
    record_id as occasion_id,
    coalesce(considered_on, issued_on) as arose_on,
    case when can_tell then issued_on end as due_on,
    met_on,
    case
        when met_on is not null or not can_tell then null
        when meeting_not_offered is not null then 'Not offered: the reason is recorded'
        when final_order_on is not null then 'Missed: the proceedings ended without an offer'
    end as excused,
    case when not kind_known then 'The kind of proceedings is not recorded' end as detail
from judged
