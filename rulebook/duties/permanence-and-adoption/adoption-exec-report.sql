/*---
id: adoption-exec-report
kind: duty
title: Adoption agency reports to the executive every six months
area: permanence and adoption
subject: authority
force: national standard
number: national standard
source: >-
  Adoption: national minimum standards, DfE, 2011 (revised 2014), standard 25.6 (every six months, as quoted in
  decisions of another council's executive in 2016)
in_force: 2011-04-01..
reads: [authority_report]
owner: adoption manager
warn: 1 month
harm: low
harm_why: Delays for children may last longer because nobody who could end them hears of it.
gap_after: 6 months
counts: days
met_by: [authority_report]
rests_on: [authority_report]
recurs: true
why: Members answer for children who wait for a family, and can only ask about what they are told.
about: >-
  Each day a written report on the adoption agency was presented to the executive starts a clock of six months for the
  next; six months from 31 August is the last day of February. Met on the day it was presented, whatever period it is
  about. There is no clock before the first report recorded as presented.
---*/
with presented as (
    select distinct presented_on
    from authority_report
    where kind = 'adoption agency report' and presented_on <= $as_at
)

select
    'authority' as subject_id,
    'adoption agency report/' || presented_on as occasion_id,
    presented_on as arose_on,
    (presented_on + interval 6 month)::date as due_on,
    lead(presented_on) over (order by presented_on) as met_on,
    null::date as stopped_on,
    null as stopped_why
from presented
