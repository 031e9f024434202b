/*---
id: caf-stepdown
kind: measure
title: Children stepped down from social care who are getting early help
area: front door
subject: child
statistic: count
period: snapshot
polarity: higher
unit: children
force: local
source: Local count of early help; no return has it
reads: [early_help]
rests_on: [early_help.stepped_down]
per: subject
category: kind of early help
category_codes: early-help-kind
claims:
  - value: 93
    unit: children
    said_by: Ofsted, inspection of Lambeth children's services, May 2015
    about: said with the assessments of April to September 2013
    authority: 208
    from: 2013-04-01
    to: 2013-09-30
    definition: children who received a service, stepped down from social care; on a day or over the half-year is not said
    same_definition: false
row: one child with early help, on the day
why: A case closed with nobody taking over is often a case that comes back.
about: >-
  Children with early help open at the end of the day that is recorded as stepped down from social care. A child with two
  counts once, by the later one.
---*/
with helped as (
    select
        subject_id,
        record_id,
        started_on,
        case when ended_on between started_on and $as_at then ended_on end as ended_on,
        kind
    from early_help
    where stepped_down and started_on <= $as_at
)

select
    h.subject_id,
    arg_max(h.record_id, h.started_on) as occasion_id,
    r.day as on_date,
    nullif(arg_max(coalesce(h.kind, ''), h.started_on), '') as category
from reporting_days() r
inner join helped h on h.started_on <= r.day and (h.ended_on is null or h.ended_on > r.day)
group by h.subject_id, r.day
