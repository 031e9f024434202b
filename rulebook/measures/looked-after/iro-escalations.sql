/*---
id: iro-escalations
kind: measure
title: Disputes raised by reviewing officers and resolved within 20 working days
area: looked after
subject: child
statistic: share
period: 12 months
polarity: higher
unit: "%"
force: statutory guidance
number: statutory guidance
source: >-
  IRO Handbook (statutory guidance for independent reviewing officers and local authorities), DCSF, March 2010,
  paragraph 6.2
reads: [dispute]
rests_on: [dispute]
per: subject
category: how far it went
claims:
  - unit: "%"
    said_by: Ofsted, inspection of Lambeth children's services, May 2015
    about: reviewing officers did not escalate concerns effectively, no number given
    authority: 208
    period: not stated
    definition: not stated
    same_definition: false
duties: [iro-escalation]
counts: working days
row: one dispute, on the day its 20 working days ran out
counted: were resolved within 20 working days
not_counted: were not resolved within 20 working days
why: A concern that nobody answers is a concern about a child that nobody meets.
about: >-
  Disputes whose 20 working days, the day of raising not counted, ran out in the 12 months to the day; counted if resolved by then.
  One that went to Cafcass counts as not resolved. The number raised is the figure's denominator, with those still within their days left out.
---*/
with timed as (
    select
        subject_id,
        record_id,
        stage,
        raised_on,
        working_days_after(raised_on, 20) as due_on,
        case when resolved_on <= $as_at then resolved_on end as resolved_on,
        cafcass_on <= $as_at as to_cafcass
    from dispute
    where raised_on <= $as_at
)

select
    subject_id,
    record_id as occasion_id,
    due_on as on_date,
    raised_on as arose_on,
    due_on,
    resolved_on as met_on,
    coalesce(resolved_on <= due_on, false) as counted,
    case
        when to_cafcass then 'Cafcass'
        when stage is not null then 'Stage ' || stage
        else 'Not recorded'
    end as category
from timed
where due_on <= $as_at
