/*---
id: immunisations
kind: duty
title: Immunisations up to date
area: health
subject: child
force: law
number: national standard
source: >-
  Care Planning, Placement and Case Review (England) Regulations 2010, Schedule 1, paragraph 1(4)(c) (preventive
  measures such as vaccination and immunisation); the days are those of the national routine immunisation schedule
in_force: 2011-04-01..
reads: [care_to_18, immunisation]
owner: looked-after nurse
warn: 1 month
harm: medium
harm_why: The child may catch an illness that could have been prevented.
gap_after: 12 months
counts: days
met_by: [immunisation]
rests_on: [immunisation, episode]
per: subject
why: A child who has moved often is the one whose injections were missed.
about: >-
  Each immunisation of the national schedule that is on record of a child and falls due while the child is looked
  after, or was outstanding when care began (due that day then); the clock opens a month before. Where it was refused
  by the due day nothing was owed. Where it was refused later, care ended or the child turned 18 with it outstanding,
  it was missed. Where it is only stated whether all were up to date, see immunisations-stated. The SSDA903 says so
  only of 31 March, in the figure immunisation-rate.
---*/
select
    c.subject_id,
    c.care_id || '/' || i.vaccine || '/' || i.due_on as occasion_id,
    greatest(c.started_on, (i.due_on - interval 1 month)::date) as arose_on,
    greatest(c.started_on, i.due_on) as due_on,
    case when i.given_on <= $as_at then i.given_on end as met_on,
    coalesce(case when i.refused_on <= $as_at then i.refused_on end, c.until_on) as stopped_on,
    case when i.refused_on <= $as_at then 'it was refused' else c.ended_by end as stopped_why
from immunisation i
inner join care_to_18 c on c.subject_id = i.subject_id
where
    i.due_on - interval 1 month <= $as_at
    and (c.until_on is null or i.due_on < c.until_on)
    and (i.given_on is null or i.given_on >= c.started_on)
