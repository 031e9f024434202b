/*---
id: vsh-annual-report
kind: duty
title: Virtual school head's annual report presented
area: education
subject: authority
force: local
number: local
source: >-
  Local: Promoting the education of looked-after children, DfE, February 2018, page 9 (corporate parenting), asks for an annual
  report but names no day; the authority sets it
in_force: 2014-05-13..
reads: [authority_report]
owner: virtual school head
warn: 2 months
harm: low
harm_why: Poor schooling of children in care may go unquestioned for longer.
gap_after: 12 months
counts: days
met_by: [authority_report]
rests_on: [authority_report]
settings:
  vsh_report_months:
    value: 6
    basis: Heed's default until the authority sets its own; the end of February
why: Those who act as parents to these children must hear, once a year, how they are doing at school.
about: >-
  One clock for each of the last three school years, from its end on 31 August: the virtual school head's report about
  it has been presented within the authority's own number of months (from 31 August, six months is the last of
  February). A report belongs to the school year that its period ended in. The post itself is law (Children Act 1989,
  section 22(3B), from 13 May 2014).
---*/
with report as (
    select
        year(period_ending_on + interval 4 month)::integer as school_year,
        min(case when presented_on <= $as_at then presented_on end) as met_on
    from authority_report
    where kind = 'virtual school annual report'
    group by year(period_ending_on + interval 4 month)
),

years as (
    select (year($as_at::date + interval 1 day + interval 4 month) - n)::integer as school_year
    from unnest([1, 2, 3]) as ago (n)
)

select
    'authority' as subject_id,
    'virtual school annual report/' || y.school_year as occasion_id,
    make_date(y.school_year, 8, 31) as arose_on,
    (make_date(y.school_year, 8, 31) + to_months(try_cast(setting('vsh_report_months') as integer)))::date as due_on,
    r.met_on,
    null::date as stopped_on,
    null::varchar as stopped_why,
    'School year ' || (y.school_year - 1) || '/' || right(y.school_year::text, 2) as detail
from years y
left join report r on r.school_year = y.school_year
