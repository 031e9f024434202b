/*---
id: adoption-strategy
kind: duty
title: Adoption strategy and its action plan reviewed every year
area: permanence and adoption
subject: authority
force: commitment
number: local
source: >-
  Ofsted, inspection of Lambeth, 2015, priority action on adoption (a strategy and an action plan with targets); the
  months are local
in_force: 2015-05-12..
reads: [authority_report]
owner: head of adoption
warn: 3 months
harm: low
harm_why: Too few adopters may be sought for the children who wait.
gap_after: 12 months
counts: days
met_by: [authority_report]
rests_on: [authority_report]
recurs: true
settings:
  adoption_strategy_months: {value: "12", basis: "Local default; Ofsted gave no number"}
why: Targets that nobody looks at again find no child a family.
about: >-
  Each day the strategy (or a review of it) was presented starts a clock for the next review, of the authority's own
  number of months; twelve months from 29 February is 28 February. There is no clock before the first is recorded as
  presented, since nothing says when it was approved.
---*/
with presented as (
    select distinct presented_on
    from authority_report
    where kind = 'adoption strategy review' and presented_on <= $as_at
)

select
    'authority' as subject_id,
    'adoption strategy/' || presented_on as occasion_id,
    presented_on as arose_on,
    (presented_on + to_months(try_cast(setting('adoption_strategy_months') as integer)))::date as due_on,
    lead(presented_on) over (order by presented_on) as met_on,
    null::date as stopped_on,
    null as stopped_why
from presented
