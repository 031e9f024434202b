/*---
id: par-quality
kind: measure
title: Reports on prospective adopters graded good or better
area: permanence and adoption
subject: carer household
statistic: share
period: 12 months
polarity: higher
unit: "%"
force: local
source: Local grading of prospective adopters' reports, which the Adoption Agencies Regulations 2005, reg 30A, ask for
reads: [adopter_household]
rests_on: [adopter_household.report_grade]
per: subject
category: grade
category_codes: audit-grade
claims:
  - unit: "%"
    said_by: Ofsted, inspection of Lambeth children's services, May 2015
    about: of those that inspectors saw one was good, the others required improvement; how many they saw is not said
    authority: 208
    period: not stated
    definition: not stated
    same_definition: false
row: one report on prospective adopters, on the day of the decision
counted: were graded good or outstanding
not_counted: were graded lower
why: A panel can only judge a family as well as the report lets it.
about: >-
  Households on which the decision about their suitability was made in the 12 months to the day; counted if the report was
  graded good or outstanding. Left out where it was not graded.
---*/
select
    subject_id,
    record_id as occasion_id,
    suitability_decided_on as on_date,
    report_grade in ('good', 'outstanding') as counted,
    report_grade as category,
    case when report_grade is null then 'the report was not graded' end as left_out
from adopter_household
where suitability_decided_on <= $as_at
