/*---
id: assessment-quality
kind: measure
title: Assessments that auditors found good or better
area: assessment
subject: child
statistic: share
period: 12 months
polarity: higher
unit: "%"
force: local
source: Local audit programme, in the words of Ofsted's four grades; no law or guidance sets a number
reads: [audit]
rests_on: [audit]
per: subject
category: grade
category_codes: audit-grade
claims:
  - unit: "%"
    said_by: Ofsted, inspection of Lambeth children's services, May 2015
    about: most of the assessments that inspectors saw required improvement; no number given
    authority: 208
    period: not stated
    definition: not stated
    same_definition: false
  - unit: "%"
    said_by: Lambeth Council, on Ofsted's focused visit of June 2023, 1 August 2023
    about: inspectors found that the quality of assessments had become better; no number given
    authority: 208
    period: not stated
    definition: not stated
    same_definition: false
row: one audit of an assessment, on the day it was made
counted: were graded good or outstanding
not_counted: were graded lower
why: An assessment in time that misses what the child lives with is no help to the child.
about: >-
  Audits of child and family assessments in the period; counted if the auditor graded it good or outstanding. An
  assessment audited twice counts twice. Audits of whole cases and of supervision are not asked about.
---*/
select
    subject_id,
    record_id as occasion_id,
    audited_on as on_date,
    grade in ('good', 'outstanding') as counted,
    grade as category
from audit
where kind = 'assessment' and audited_on <= $as_at
