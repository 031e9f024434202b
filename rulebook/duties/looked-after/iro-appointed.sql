/*---
id: iro-appointed
kind: duty
title: Independent reviewing officer named within 5 working days
area: looked after
subject: child
force: statutory guidance
number: statutory guidance
source: >-
  IRO Handbook (statutory guidance for independent reviewing officers and local authorities), DCSF, March 2010,
  chapter not confirmed and paragraph not checked; the five working days were read in a summary of it; Children Act
  1989, section 25A
in_force: 2011-04-01..
reads: [care_spell, allocation]
owner: head of service
warn: 2 working days
harm: medium
harm_why: Nobody outside the team may be there to stand up for the child when decisions are made.
gap_after: 3 months
counts: working days
met_by: [allocation]
rests_on: [episode]
why: From the first week a child in care should have somebody independent to turn to.
about: >-
  A reviewing officer is owed within five working days of the day a child came into care, and again of the day an
  officer ended with nobody following: one clock for each stretch without one. Where an officer was named already,
  the first clock is met on the day itself. The Act asks for an officer before the first review and sets no number;
  the five days are good practice after the Handbook. Short breaks are left out. Where care ended by the due day
  nothing was owed; where it ended later without one, it was missed. Where no reviewing officer is recorded for any
  child, as where only social workers are, it cannot be told: no column of a list of allocations says which roles it
  leaves out, so that the whole council is looked at.
---*/
with named as (
    select
        subject_id,
        started_on,
        case when ended_on between started_on and $as_at then ended_on end as ended_on
    from allocation
    where role = 'reviewing officer' and started_on <= $as_at
),

marked as (
    select
        *,
        coalesce(
            started_on > max(coalesce(ended_on, date '9999-12-31')) over (
                partition by subject_id order by started_on rows between unbounded preceding and 1 preceding
            ), true
        ) as begins
    from named
),

numbered as (
    select
        *,
        sum(begins::integer) over (
            partition by subject_id order by started_on rows between unbounded preceding and current row
        ) as stretch
    from marked
),

served as (
    select
        subject_id,
        min(started_on) as started_on,
        case when bool_and(ended_on is not null) then max(ended_on) end as ended_on
    from numbered
    group by subject_id, stretch
),

care as (
    select
        *,
        (select count(*) from named) > 0 as any_named
    from care_spell
    where not short_breaks
),

opened as (
    select
        c.subject_id,
        c.started_on as opened_on,
        c.ended_on,
        c.ended_by,
        case when c.any_named then c.missing else 'who any child''s reviewing officer is' end as missing,
        case
            when v.started_on <= c.started_on and (v.ended_on is null or v.ended_on > c.started_on) then c.started_on
        end as met_at_once_on
    from care c
    asof left join served v on v.subject_id = c.subject_id and v.started_on <= c.started_on
    union all
    select
        v.subject_id,
        v.ended_on as opened_on,
        c.ended_on,
        c.ended_by,
        case when not c.dates_right then c.missing end as missing,
        null as met_at_once_on
    from served v
    asof join care c on c.subject_id = v.subject_id and c.started_on < v.ended_on
    where v.ended_on is not null and (c.ended_on is null or v.ended_on < c.ended_on)
)

select
    o.subject_id,
    o.subject_id || '/' || o.opened_on as occasion_id,
    o.opened_on as arose_on,
    case when o.missing is null then working_days_after(o.opened_on, 5) end as due_on,
    coalesce(
        o.met_at_once_on, case when o.ended_on is null or v.started_on <= o.ended_on then v.started_on end
    ) as met_on,
    o.ended_on as stopped_on,
    o.ended_by as stopped_why,
    o.missing
from opened o
asof left join served v on v.subject_id = o.subject_id and v.started_on >= o.opened_on
where o.missing is null or o.ended_on is null and o.met_at_once_on is null and v.started_on is null
