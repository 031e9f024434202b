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
counts: days
settings:
  vsh_report_months:
    value: 6
    basis: Heed's default until the authority sets its own; the end of February
why: Those who act as parents to these children must hear, once a year, how they are doing at school.
about: >-
  One clock for each school year, from its end on 31 August: the virtual school head's report about it has been presented
  within the authority's own number of months (from 31 August, six months is the last of February). A report belongs to
  the school year that its period ended in. The clocks begin with the first school year that any such report is
  recorded for; where there is none, only the school year that ended last is shown and cannot be told. The post itself is
  law (Children Act 1989, section 22(3B), from 13 May 2014).
---*/
with report as (
    select
        year(period_ending_on + interval 4 month)::integer as school_year,
        min(case when presented_on <= $as_at then presented_on end) as met_on
    from authority_report
    where kind = 'virtual school annual report'
    group by year(period_ending_on + interval 4 month)
),

bounds as (
    select
        min(school_year) as first_year,
        (year($as_at::date + interval 1 day + interval 4 month) - 1)::integer as last_year
    from report
),

years as (
    select
        unnest(generate_series(coalesce(first_year, last_year), last_year))::integer as school_year,
        first_year is not null as is_known
    from bounds
),

timed as (
    select
        school_year,
        is_known,
        make_date(school_year, 8, 31) as arose_on
    from years
)

select
    'authority' as subject_id,
    'virtual school annual report/' || t.school_year as occasion_id,
    t.arose_on,
    case
        when t.is_known then (t.arose_on + to_months(try_cast(setting('vsh_report_months') as integer)))::date
    end as due_on,
    r.met_on,
    null as excused,
    'School year ' || (t.school_year - 1) || '/' || right(t.school_year::text, 2) as detail
from timed t
left join report r on r.school_year = t.school_year
