/*---
id: iha
kind: duty
title: Initial health assessment received within 20 working days
area: health
subject: child
force: statutory guidance
number: statutory guidance
source: >-
  Promoting the health and wellbeing of looked-after children, DfE and DH, March 2015, with the Care Planning,
  Placement and Case Review (England) Regulations 2010, reg 7: in time for the first review. Regulation and paragraph
  from memory; the 20 working days confirmed in Ofsted's report of 2015
in_force: 2011-04-01..
reads: [care_spell, health_assessment]
owner: allocated_worker
warn: 10 working days
counts: working days
why: A child who comes into care has often gone without a doctor, and the carers must know what the child needs.
about: >-
  Each period of care is owed an initial health assessment whose report has been received within 20 working days of
  becoming looked after, counted from the day after; the appointment alone does not meet it. A report received in the
  three months before counts. Short breaks (V3, V4) are left out: reg 48(3)(b) says that reg 7 does not apply. Excused
  where the child declined; where care ended by the due day nothing was owed, and where it ended later the clock stops
  as missed. The SSDA903 has no dates for these. A period of care that began before the first episode known, or whose
  assessment fell due before the first collection year (from 1 April) with any health assessment recorded, is older
  than the records: it is excused while it lasts and left out once it has ended, so that old gaps do not hide new ones.
---*/
with assessed as (
    select
        subject_id,
        case when report_received_on <= $as_at then report_received_on end as report_received_on,
        case when held_on <= $as_at then held_on end as held_on,
        case when declined_on <= $as_at then declined_on end as declined_on
    from health_assessment
    where kind = 'initial'
),

recorded as (
    select
        (date_trunc('year', min(coalesce(held_on, report_received_on, declined_on)) - interval 3 month)
        + interval 3 month)::date as since_on
    from assessed
),

care as (
    select
        c.subject_id,
        c.care_id,
        c.started_on,
        c.ended_on,
        working_days_after(c.started_on, 20) as due_on,
        c.started_on - interval 3 month as counts_from_on,
        coalesce(c.ended_on, $as_at::date) as counts_to_on,
        c.start_known
    from care_spell c
    where not c.short_breaks
),

judged as (
    select
        c.subject_id,
        c.care_id,
        c.started_on,
        c.ended_on,
        c.due_on,
        not c.start_known or coalesce(c.due_on < any_value(r.since_on), false) as before_records,
        min(a.report_received_on) filter (a.report_received_on between c.counts_from_on and c.counts_to_on) as met_on,
        min(a.declined_on) filter (a.declined_on between c.started_on and c.counts_to_on) as declined_on,
        min(a.held_on) filter (a.held_on between c.counts_from_on and c.counts_to_on) as held_on
    from care c
    cross join recorded r
    left join assessed a on a.subject_id = c.subject_id
    group by c.subject_id, c.care_id, c.started_on, c.ended_on, c.due_on, c.start_known
)

select
    subject_id,
    care_id as occasion_id,
    started_on as arose_on,
    case when not before_records then due_on end as due_on,
    case when not before_records then met_on end as met_on,
    case
        when before_records then 'Before the records: this period of care, or what fell due in it, is older than they are'
        when met_on is not null then null
        when declined_on is not null then 'The child declined'
        when ended_on <= due_on then 'Not owed: care ended first'
        when ended_on is not null then 'Missed: care ended without it'
    end as excused,
    case
        when met_on is null and held_on is not null
            then 'Held on ' || strftime(held_on, '%-d %B %Y') || '; the report is not recorded as received'
    end as detail
from judged
where not before_records or ended_on is null
