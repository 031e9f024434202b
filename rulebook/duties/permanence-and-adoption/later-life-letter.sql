/*---
id: later-life-letter
kind: duty
title: Later life letter given to the adopters
area: permanence and adoption
subject: child
force: national standard
number: national standard
source: >-
  Adoption: national minimum standards, DfE, 2011 (revised 2014), standard 2, with the statutory guidance on adoption,
  DfE, July 2013, for the days; paragraph not checked
in_force: 2011-04-01..
reads: [adoption_path, information_given]
owner: allocated_worker
warn: 5 working days
counts: working days
why: The letter tells a grown child why they could not stay, in the words of somebody who was there.
about: >-
  The adoption celebration, recorded in Heed, starts a clock of ten working days, the day itself not counted. Met on
  the day the letter was given to the adopters; one given before the celebration counts. There is no clock without a
  celebration recorded. It cannot be told where it fell due before the first collection year (from 1 April) with any
  such letter recorded. The letter is owed to the family and stays owed until it is given.
---*/
with given as (
    select
        subject_id,
        min(given_on) as given_on
    from information_given
    where given_on <= $as_at and what = 'later life letter'
    group by subject_id
),

recorded as (
    select (date_trunc('year', min(given_on) - interval 3 month) + interval 3 month)::date as since_on
    from given
),

timed as (
    select
        subject_id,
        celebration_on,
        working_days_after(celebration_on, 10) as due_on
    from adoption_path
    where celebration_on is not null
)

select
    t.subject_id,
    t.subject_id || '/' || t.celebration_on as occasion_id,
    t.celebration_on as arose_on,
    case when t.due_on >= r.since_on then t.due_on end as due_on,
    g.given_on as met_on,
    null as excused
from timed t
cross join recorded r
left join given g on g.subject_id = t.subject_id
