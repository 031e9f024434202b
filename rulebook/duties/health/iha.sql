/*---
id: iha
kind: duty
title: Initial health assessment received within 20 working days
area: health
subject: child
force: statutory guidance
number: statutory guidance
source: >-
  Promoting the health and wellbeing of looked-after children, DfE and DH, March 2015 (paragraph not checked), with
  the Care Planning, Placement and Case Review (England) Regulations 2010, reg 7: in time for the first review, which
  reg 33(1) sets at 20 working days. Reg 33(1) and reg 48(3)(b) read; reg 7 confirmed in a page that quotes it
in_force: 2011-04-01..
reads: [care_spell, health_assessment]
owner: allocated_worker
warn: 10 working days
harm: medium
harm_why: Illness or injury may go untreated, and carers may not know of a medicine or an allergy.
gap_after: 6 months
counts: working days
met_by: [health_assessment.report_received_on]
rests_on: [episode]
per: subject
why: A child who comes into care has often gone without a doctor, and the carers must know what the child needs.
about: >-
  Each period of care is owed an initial health assessment whose report has been received within 20 working days of
  becoming looked after, counted from the day after; the appointment alone does not meet it. A report received in the
  three months before counts. Short breaks (V3, V4) are left out: reg 48(3)(b) says that reg 7 does not apply. Where
  the child declined, or care ended, by the due day nothing was owed; where later, it was missed. It cannot be told
  where the day on which the child came into care is not known, nor whether one of no recorded kind was the initial one;
  once such a period of care has ended it is left out. Nor where no source has the day on which reports were received:
  the safeguarding dataset and Annex A have the day of the assessment only, and the SSDA903 has no dates for these.
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

care as (
    select
        *,
        started_on - interval 3 month as counts_from_on,
        coalesce(ended_on, $as_at::date) as counts_to_on
    from care_spell
    where not short_breaks
),

judged as (
    select
        c.subject_id,
        c.care_id,
        c.started_on,
        c.ended_on,
        c.start_known,
        min(a.report_received_on) filter (a.kind = 'initial' and a.report_received_on between c.counts_from_on and c.counts_to_on) as met_on,
        min(a.declined_on) filter (a.kind = 'initial' and a.declined_on between c.started_on and c.counts_to_on) as declined_on,
        min(a.held_on) filter (a.held_on between c.counts_from_on and c.counts_to_on) as held_on,
        min(a.held_on) filter (a.kind is null and a.held_on between c.counts_from_on and c.counts_to_on) as unclear_on
    from care c
    left join assessed a on a.subject_id = c.subject_id
    group by c.subject_id, c.care_id, c.started_on, c.ended_on, c.start_known
),

told as (
    select
        j.*,
        case
            when not j.start_known then 'the day the care started'
            when j.met_on is null and j.unclear_on is not null then 'whether the assessment that was held was the initial one'
        end as missing
    from judged j
)

select
    subject_id,
    care_id as occasion_id,
    started_on as arose_on,
    case when missing is null then working_days_after(started_on, 20) end as due_on,
    met_on,
    coalesce(declined_on, ended_on) as stopped_on,
    case when declined_on is not null then 'the child declined' when ended_on is not null then 'care ended' end as stopped_why,
    missing,
    case
        when met_on is null and held_on is not null
            then 'Held on ' || strftime(held_on, '%-d %B %Y') || '; the report is not recorded as received'
    end as detail
from told
where missing is null or ended_on is null
