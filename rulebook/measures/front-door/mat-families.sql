/*---
id: mat-families
kind: measure
title: Families helped by a multi-agency team in 12 months
area: front door
subject: child
statistic: count
looks_back: 12 months
period: snapshot
polarity: neutral
unit: families
force: local
source: Local count of early help; no return has it
reads: [early_help]
rests_on: [early_help.kind, early_help.family_id]
claims:
  - value: 500
    unit: families
    said_by: Ofsted, inspection of Lambeth children's services, May 2015
    about: a year, by two teams, at the time of the inspection
    authority: 208
    period: not stated
    definition: families in a year, by two teams; which year is not said
    same_definition: false
row: one family, in the 12 months to the day
why: Help that comes early keeps a family from needing the other kind.
about: >-
  Families with early help of a multi-agency team on any of the 12 months up to the day: it began by the day and had not
  ended more than 12 months before. A family counts once however many children it has or teams it met; where no family is
  recorded each child is taken for one. A family is shown under one of its children.
---*/
with helped as (
    select
        subject_id,
        coalesce(family_id, subject_id) as family,
        started_on,
        case when ended_on between started_on and $as_at then ended_on end as ended_on
    from early_help
    where kind = 'multi-agency team' and started_on <= $as_at
)

select
    min(h.subject_id) as subject_id,
    h.family as occasion_id,
    r.day as on_date
from reporting_days() r
inner join helped h
    on h.started_on <= r.day and coalesce(h.ended_on > r.day - interval 12 month, true)
group by h.family, r.day
