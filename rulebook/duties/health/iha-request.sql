/*---
id: iha-request
kind: duty
title: Health service told that the child is looked after, with consent, within 5 working days
area: health
subject: child
force: statutory guidance
number: law
source: >-
  Care Planning, Placement and Case Review (England) Regulations 2010, reg 13 (notice before the placement, or within 5
  working days of it), with Promoting the health and wellbeing of looked-after children, DfE and DH, March 2015
in_force: 2011-04-01..
reads: [care_to_18, health_notice]
owner: allocated_worker
warn: 2 working days
counts: working days
why: No doctor can see a child in time whom nobody told them about, or whom nobody has agreed they may examine.
about: >-
  Each period of care: the health service has been told, and has the consent it needs, within 5 working days of the
  child coming into care, counted from the day after. Met on the later of the two days; a notice in the month before
  counts. Consent is what the guidance adds to the regulation. Short breaks (V3, V4) are left out. Where care ended or
  the child turned 18 by the due day nothing was owed; later, the clock stops as missed. It cannot be told where
  the day of coming into care is not known, or where it fell due before the first collection year (from 1 April) with
  any such notice recorded; once such a period of care has ended it is left out.
---*/
with recorded as (
    select (date_trunc('year', min(notified_on) - interval 3 month) + interval 3 month)::date as since_on
    from health_notice
    where notified_on <= $as_at
),

told as (
    select
        c.care_id,
        min(h.notified_on) as notified_on,
        min(case when h.consent_on <= $as_at then greatest(h.notified_on, h.consent_on) end) as met_on
    from care_to_18 c
    inner join health_notice h on h.subject_id = c.subject_id
    where
        h.notified_on >= c.started_on - interval 1 month
        and h.notified_on <= coalesce(c.until_on, $as_at::date)
    group by c.care_id
),

judged as (
    select
        c.subject_id,
        c.care_id,
        c.started_on,
        c.until_on,
        c.ended_by,
        t.notified_on,
        t.met_on,
        working_days_after(c.started_on, 5) as due_on,
        r.since_on,
        c.start_known
    from care_to_18 c
    cross join recorded r
    left join told t on t.care_id = c.care_id
),

known as (
    select
        *,
        start_known and coalesce(due_on >= since_on, false) as is_known
    from judged
)

select
    subject_id,
    care_id as occasion_id,
    started_on as arose_on,
    case when is_known then due_on end as due_on,
    met_on,
    case
        when not is_known or met_on is not null or until_on is null then null
        when until_on <= due_on then 'Not owed: ' || ended_by || ' first'
        else 'Missed: ' || ended_by || ' without it'
    end as excused,
    case when notified_on is not null and met_on is null then 'Told; consent is not recorded' end as detail
from known
where is_known or until_on is null
