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
  DfE, July 2013, for the ten working days, read in two councils' manuals (Kent, 2017; West Berkshire), which count
  them from the ceremony; paragraph not checked
in_force: 2011-04-01..
reads: [adoption_path, information_given]
owner: allocated_worker
warn: 5 working days
harm: low
harm_why: The child may grow up without an honest account of what happened, as memories fade.
gap_after: 12 months
counts: working days
met_by: [information_given]
rests_on: [adoption_case]
per: subject
why: The letter tells a grown child why they could not stay, in the words of somebody who was there.
about: >-
  The adoption celebration, recorded in Heed, starts a clock of ten working days, the day itself not counted. Met on
  the day the letter was given to the adopters; one given before the celebration counts, so that the clock arises on
  the day the child moved in, from which it could be given. There is no clock without a celebration recorded. The
  letter is owed to the family and stays owed until it is given.
---*/
with given as (
    select
        subject_id,
        min(given_on) as given_on
    from information_given
    where given_on <= $as_at and what = 'later life letter'
    group by subject_id
)

select
    p.subject_id,
    p.subject_id || '/' || p.celebration_on as occasion_id,
    least(p.placed_on, p.celebration_on) as arose_on,
    working_days_after(p.celebration_on, 10) as due_on,
    g.given_on as met_on,
    null::date as stopped_on,
    null as stopped_why
from adoption_path p
left join given g on g.subject_id = p.subject_id
where p.celebration_on is not null
