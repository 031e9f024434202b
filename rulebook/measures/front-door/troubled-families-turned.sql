/*---
id: troubled-families-turned
kind: measure
title: Families whose help reached its outcome
area: front door
subject: child
statistic: count
period: 12 months
polarity: higher
unit: families
force: local
source: Local count; the Troubled (later Supporting) Families programme paid by results, and its returns are not held here
reads: [early_help]
rests_on: [early_help.kind, early_help.outcome_met]
claims:
  - value: 1080
    unit: families
    said_by: Ofsted, inspection of Lambeth children's services, May 2015
    about: since the programme began, not in a year
    authority: 208
    period: not stated
    definition: families turned around since the programme began, not in a year
    same_definition: false
  - value: 238
    unit: families
    said_by: Ofsted, inspection of Lambeth children's services, May 2015
    about: part of the 1,080, those with whom the council's own team worked directly
    authority: 208
    period: not stated
    definition: families turned around by the Aspirational Lambeth Families team
    same_definition: false
row: one family, on the day the help ended
why: The programme is worth its money only where something in the family has changed.
about: >-
  Families whose help under the Troubled or Supporting Families programme ended in the 12 months to the day with its
  outcome recorded as met. A family counts once, on the first such end; where no family is recorded each child is taken
  for one. A family is shown under one of its children. Which team did the work is not recorded.
---*/
select
    min(subject_id) as subject_id,
    coalesce(family_id, subject_id) as occasion_id,
    min(ended_on) as on_date
from early_help
where kind = 'troubled families' and outcome_met and ended_on between started_on and $as_at
group by coalesce(family_id, subject_id)
