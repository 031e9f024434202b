/*---
id: lac-death-notify
kind: duty
title: Death or serious harm of a looked-after child notified within a working day
area: looked after
subject: child
force: local
number: local
source: >-
  Local: Children Act 1989, Schedule 2 paragraph 20, asks that the death of a looked-after child is notified and sets
  no number
in_force: 2011-04-01..
reads: [serious_event, care_spell]
owner: director
warn: 1 working day
harm: high
harm_why: What might keep another child from harm may not be looked into while it can still be found out.
gap_after: 6 months
counts: working days
met_by: [serious_event]
rests_on: [serious_event, episode]
per: subject
settings:
  death_notice_working_days:
    value: 1
    basis: Heed's default until the authority sets its own; the Act has no number
why: The death of a child in care is known to the nation’s government at once, or should be.
about: >-
  From the day a looked-after child died or was seriously harmed, the Secretary of State and Ofsted are owed notice
  within the authority's own number of working days. Met on the day the later of the two was told. The Act speaks of
  death; serious harm is notified by GOV.UK's arrangements for serious incidents, and is asked the same here. A child
  counts as looked after where care had begun by that day and had not ended before it. The clock does not stop: notice
  can always still be given.
---*/
with event as (
    select
        e.subject_id,
        e.record_id,
        e.happened_on,
        case when e.state_told_on <= $as_at then e.state_told_on end as state_told_on,
        case when e.ofsted_told_on <= $as_at then e.ofsted_told_on end as ofsted_told_on
    from serious_event e
    where e.happened_on <= $as_at
)

select
    e.subject_id,
    e.record_id as occasion_id,
    e.happened_on as arose_on,
    working_days_after(e.happened_on, try_cast(setting('death_notice_working_days') as integer)) as due_on,
    case
        when e.state_told_on is not null and e.ofsted_told_on is not null
            then greatest(e.state_told_on, e.ofsted_told_on)
    end as met_on,
    null::date as stopped_on,
    null::varchar as stopped_why,
    case
        when e.state_told_on is null and e.ofsted_told_on is not null then 'Ofsted has been told'
        when e.state_told_on is not null and e.ofsted_told_on is null then 'The Secretary of State has been told'
    end as detail
from event e
asof join care_spell c on c.subject_id = e.subject_id and c.started_on <= e.happened_on
where c.ended_on is null or c.ended_on >= e.happened_on
