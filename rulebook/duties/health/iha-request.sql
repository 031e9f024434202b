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
harm: medium
harm_why: The first health check may come late, with the child ill or untreated until then.
gap_after: 2 months
counts: working days
met_by: [health_notice.consent_on]
rests_on: [episode]
per: subject
why: No doctor can see a child in time whom nobody told them about, or whom nobody has agreed they may examine.
about: >-
  Each period of care: the health service has been told, and has the consent it needs, within 5 working days of the
  child coming into care, counted from the day after. Met on the later of the two days; a notice in the month before
  counts. Consent is what the guidance adds to the regulation. Short breaks (V3, V4) are left out. Where care ended or
  the child turned 18 by the due day nothing was owed; where later, it was missed. It cannot be told where the day of
  coming into care is not known; once such a period of care has ended it is left out.
---*/
with told as (
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
)

select
    c.subject_id,
    c.care_id as occasion_id,
    c.started_on as arose_on,
    case when c.start_known then working_days_after(c.started_on, 5) end as due_on,
    t.met_on,
    c.until_on as stopped_on,
    c.ended_by as stopped_why,
    case when not c.start_known then 'the day the care started' end as missing,
    case when t.notified_on is not null and t.met_on is null then 'Told; consent is not recorded' end as detail
from care_to_18 c
left join told t on t.care_id = c.care_id
where c.start_known or c.until_on is null
