/*---
id: single-assessment
kind: duty
title: Child and family assessment authorised within 45 working days
area: assessment
subject: child
force: statutory guidance
number: statutory guidance
source: >-
  Working Together to Safeguard Children, HM Government, 2023, chapter 3, paragraph 155, page 59 (45 working days from
  the referral); the same since the edition of 2013, whose paragraphs are not checked, nor is the edition of March 2026;
  CIN census rule 8670Q has the 45 working days too
in_force: 2013-04-15..
reads: [referral, assessment, cin_episode]
owner: allocated_worker
warn: 15 working days
harm: medium
harm_why: The child may live on with what led to the referral, and the right help not begin.
gap_after: 6 months
counts: working days
met_by: [assessment]
rests_on: [referral, cin_episode]
per: subject
why: Until an assessment is finished nobody has decided what help this child needs.
about: >-
  A referral that was not closed at once is owed an assessment that a manager has authorised within 45 working days of
  the referral, counted from the day after it. The first assessment of a referral meets it; each later one of the same
  referral has its own clock from the day it started. A referral marked as no further action that has an assessment all
  the same is owed it too (CIN rule 8831). Where the case closed by the due day nothing was owed; where it closed later
  with no authorised assessment, it was missed. A census holds no assessment that ended before its year, so of a
  referral from before the first year it cannot be known. CIN rule 8670Q and the DfE's statistics count from the start
  of the assessment instead, which is never earlier. A manager's agreement to take longer is not in the CIN census, so
  it excuses nothing here.
---*/
with assessed as (
    select
        subject_id,
        record_id,
        referred_on,
        started_on,
        case when authorised_on <= $as_at then authorised_on end as authorised_on,
        row_number() over (partition by subject_id, referred_on order by started_on, record_id) as number
    from assessment
    where started_on <= $as_at
),

referred as (
    select
        subject_id,
        referred_on
    from referral
    where referred_on <= $as_at and not coalesce(no_further_action, false)
    union
    select
        subject_id,
        referred_on
    from assessed
    where referred_on <= $as_at
),

occasion as (
    select
        r.subject_id,
        r.subject_id || '/' || r.referred_on as occasion_id,
        r.referred_on,
        r.referred_on as arose_on,
        a.authorised_on as met_on
    from referred r
    left join assessed a on a.subject_id = r.subject_id and a.referred_on = r.referred_on and a.number = 1
    union all
    select
        subject_id,
        record_id as occasion_id,
        referred_on,
        started_on as arose_on,
        authorised_on as met_on
    from assessed
    where number > 1
)

select
    o.subject_id,
    o.occasion_id,
    o.arose_on,
    working_days_after(o.arose_on, 45) as due_on,
    o.met_on,
    e.closed_on as stopped_on,
    case when e.closed_on is not null then 'the case closed' end as stopped_why
from occasion o
left join cin_episode e on e.subject_id = o.subject_id and e.referred_on = o.referred_on and e.closed_on <= $as_at
