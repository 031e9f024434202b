/*---
id: pathway-overdue
kind: measure
title: Pathway plans overdue for review
area: care leavers
subject: child
statistic: share
period: snapshot
polarity: lower
unit: "%"
force: law
number: law
source: Care Leavers (England) Regulations 2010, reg 7(2)
reads: [pathway_cycle]
rests_on: [pathway_plan, pathway_review]
per: subject
claims:
  - value: 66
    unit: "%"
    said_by: Ofsted, inspection of Lambeth children's services, May 2015
    about: the authority's monthly data on pathway plans, for February 2015, with a slight improvement over some months
    authority: 208
    from: 2015-02-01
    to: 2015-02-28
    definition: how overdue was counted is not said
    same_definition: false
duties: [cl-pathway-review]
counts: days
row: one young person’s pathway plan, on the day
counted: were overdue for review
not_counted: were not overdue for review
why: A plan that nobody has looked at for half a year is about somebody younger.
about: >-
  Young people with a pathway plan on the day, to 21 or longer where they took up an offer of support; counted if
  neither the plan was made nor reviewed within the six months before. The day on which the six months end is not
  overdue.
---*/
select
    c.subject_id,
    c.subject_id || '/' || c.opened_on as occasion_id,
    r.day as on_date,
    c.opened_on as arose_on,
    (c.opened_on + interval 6 month)::date as due_on,
    c.opened_on + interval 6 month < r.day as counted
from reporting_days() r
inner join pathway_cycle c
    on c.opened_on <= r.day and coalesce(c.next_on > r.day, true) and coalesce(c.stopped_on > r.day, true)
