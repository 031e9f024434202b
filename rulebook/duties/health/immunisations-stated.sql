/*---
id: immunisations-stated
kind: duty
title: Immunisations stated to be up to date
area: health
subject: child
force: law
number: national standard
source: >-
  Care Planning, Placement and Case Review (England) Regulations 2010, Schedule 1, paragraph 1(4)(c) (preventive
  measures such as vaccination and immunisation); the days are those of the national routine immunisation schedule
in_force: 2011-04-01..
reads: [care_to_18, immunisation, immunisation_status]
owner: looked-after nurse
warn: 1 month
harm: medium
harm_why: The child may catch an illness that could have been prevented, and nobody has said which.
gap_after: 12 months
counts: days
met_by: [immunisation_status]
rests_on: [immunisation_status, episode]
per: subject
why: A child who has moved often is the one whose injections were missed.
about: >-
  Where a child's single immunisations are not on record but it is stated that they were not up to date, a clock is
  overdue from that day until a statement says that they are. Where nothing is recorded of a child in care it cannot
  be told. Where care ended or the child turned 18 without such a statement it was missed. Single immunisations are
  the duty immunisations.
---*/
with stated as (
    select
        c.subject_id,
        c.care_id,
        c.until_on,
        c.ended_by,
        s.stated_on,
        s.up_to_date,
        lag(s.up_to_date) over one_care as last_up_to_date,
        min(case when s.up_to_date then s.stated_on end) over (
            partition by c.care_id order by s.stated_on rows between current row and unbounded following
        ) as met_on
    from immunisation_status s
    inner join care_to_18 c on c.subject_id = s.subject_id and s.stated_on between c.started_on and c.counts_to_on
    where s.stated_on <= $as_at and s.up_to_date is not null and s.subject_id not in (select subject_id from immunisation)
    window one_care as (partition by c.care_id order by s.stated_on)
)

select
    subject_id,
    care_id || '/' || stated_on as occasion_id,
    stated_on as arose_on,
    stated_on as due_on,
    met_on,
    until_on as stopped_on,
    ended_by as stopped_why,
    null as missing
from stated
where not up_to_date and coalesce(last_up_to_date, true)
union all
select
    c.subject_id,
    c.care_id as occasion_id,
    c.started_on as arose_on,
    null::date as due_on,
    null::date as met_on,
    null::date as stopped_on,
    null as stopped_why,
    'whether the immunisations are up to date' as missing
from care_to_18 c
where
    c.until_on is null
    and c.subject_id not in (select subject_id from immunisation)
    and c.care_id not in (select care_id from stated)
