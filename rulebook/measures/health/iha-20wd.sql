/*---
id: iha-20wd
kind: measure
title: Initial health assessments received within 20 working days
area: health
subject: child
statistic: share
period: 12 months
polarity: higher
unit: "%"
headline: 5
duties: [iha]
force: statutory guidance
number: statutory guidance
source: >-
  Promoting the health and wellbeing of looked-after children, DfE and DH, March 2015, with the Care Planning, Placement
  and Case Review (England) Regulations 2010, reg 7
reads: [care_spell, health_assessment]
rests_on: [health_assessment.report_received_on, episode]
per: subject
category: primary need
category_codes: primary-need
published:
  series: none; the looked-after return has no dates of health assessments
  differs: It has the same meaning as the duty iha.
claims:
  - unit: "%"
    said_by: Ofsted, inspection of Lambeth children's services, May 2015
    about: fewer than half of the children who came into care from November 2014 to January 2015; no number given
    authority: 208
    from: 2014-11-01
    to: 2015-01-31
    definition: received a health assessment within 20 working days
    same_definition: false
counts: working days
row: one child who came into care, on the day the 20 working days ran out
counted: had the report of the assessment within 20 working days
not_counted: did not have the report of the assessment within 20 working days
why: A child who comes into care has often gone without a doctor, and the carers must know what the child needs.
about: >-
  Children who came into care and were still looked after when their 20 working days ran out, in the period; counted
  if the report of the initial health assessment had been received by then. A report received in the three months
  before counts, the appointment alone does not. Short breaks are not asked about. Left out where the child declined
  or left care first. It cannot be told where the day of coming into care is not known. There is no figure where no
  source has the day on which reports were received: the safeguarding dataset and Annex A have the day of the
  assessment only, and the SSDA903 has no dates for these.
---*/
with assessed as (
    select
        subject_id,
        kind,
        case when report_received_on <= $as_at then report_received_on end as report_received_on,
        case when held_on <= $as_at then held_on end as held_on,
        case when declined_on <= $as_at then declined_on end as declined_on
    from health_assessment
    where coalesce(kind, 'initial') = 'initial'
),

entrants as (
    select
        *,
        working_days_after(started_on, 20) as due_on
    from care_spell
    where not short_breaks
),

judged as (
    select
        e.subject_id,
        e.care_id,
        e.ended_on,
        e.start_known,
        e.primary_need,
        e.started_on,
        e.due_on,
        min(a.report_received_on) filter (
            a.kind = 'initial' and a.report_received_on between e.started_on - interval 3 month and coalesce(e.ended_on, $as_at)
        ) as received_on,
        min(a.declined_on) filter (
            a.kind = 'initial' and a.declined_on between e.started_on and coalesce(e.ended_on, $as_at)
        ) as declined_on,
        min(a.held_on) filter (
            a.kind is null and a.held_on between e.started_on - interval 3 month and coalesce(e.ended_on, $as_at)
        ) as unclear_on
    from entrants e
    left join assessed a on a.subject_id = e.subject_id
    where e.due_on <= $as_at
    group by e.subject_id, e.care_id, e.ended_on, e.start_known, e.primary_need, e.started_on, e.due_on
),

told as (
    select
        *,
        case
            when not start_known then 'the day the child came into care is not known'
            when ended_on <= due_on then 'left care before the 20 working days ran out'
            when received_on is null and declined_on is not null then 'the child declined'
            when received_on is null and unclear_on is not null then 'whether the assessment that was held was the initial one is not recorded'
        end as left_out
    from judged
)

select
    subject_id,
    care_id as occasion_id,
    due_on as on_date,
    case when start_known then started_on end as arose_on,
    case when start_known then due_on end as due_on,
    received_on as met_on,
    case when left_out is null then coalesce(received_on <= due_on, false) end as counted,
    primary_need as category,
    left_out
from told
