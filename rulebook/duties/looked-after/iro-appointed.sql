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
  chapter 3; paragraph not checked; Children Act 1989, section 25A
in_force: 2011-04-01..
reads: [care_spell, allocation]
owner: head of service
warn: 2 working days
counts: working days
why: From the first week a child in care should have somebody independent to turn to.
about: >-
  A reviewing officer is owed within five working days of the day a child came into care, and again of the day an
  officer ended with nobody following: one clock for each stretch without one. Where an officer was named already, the
  first clock is met on the day itself. The Act asks for an officer before the first review and sets no number; the
  five days are good practice after the Handbook. Short breaks are left out. Where care ended by the due day nothing
  was owed; where it ended later the clock stops as missed.
---*/
with named as (
    select
        subject_id,
        started_on,
        case when ended_on between started_on and $as_at then ended_on end as ended_on
    from allocation
    where role = 'reviewing officer' and started_on <= $as_at
),

recorded as (
    select (date_trunc('year', min(started_on) - interval 3 month) + interval 3 month)::date as since_on
    from named
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

covered as (
    select
        subject_id,
        min(started_on) as started_on,
        case when bool_and(ended_on is not null) then max(ended_on) end as ended_on
    from numbered
    group by subject_id, stretch
),

care as (
    select
        subject_id,
        care_id,
        started_on,
        ended_on,
        start_known
    from care_spell
    where not short_breaks
),

opened as (
    select
        c.subject_id,
        c.started_on as opened_on,
        c.ended_on,
        c.start_known as opening_known,
        case
            when v.started_on <= c.started_on and (v.ended_on is null or v.ended_on > c.started_on) then c.started_on
        end as met_at_once_on
    from care c
    asof left join covered v on v.subject_id = c.subject_id and v.started_on <= c.started_on
    union all
    select
        v.subject_id,
        v.ended_on as opened_on,
        c.ended_on,
        true as opening_known,
        null as met_at_once_on
    from covered v
    asof join care c on c.subject_id = v.subject_id and c.started_on < v.ended_on
    where c.ended_on is null or v.ended_on < c.ended_on
),

timed as (
    select
        o.*,
        working_days_after(o.opened_on, 5) as due_on,
        coalesce(
            o.met_at_once_on,
            case when o.ended_on is null or v.started_on <= o.ended_on then v.started_on end
        ) as met_on
    from opened o
    asof left join covered v on v.subject_id = o.subject_id and v.started_on >= o.opened_on
),

judged as (
    select
        t.*,
        coalesce(not t.opening_known or t.due_on < r.since_on, true) as before_records
    from timed t
    cross join recorded r
)

select
    subject_id,
    subject_id || '/' || opened_on as occasion_id,
    opened_on as arose_on,
    case when not before_records then due_on end as due_on,
    met_on,
    case
        when met_on is not null or before_records then null
        when ended_on <= due_on then 'Not owed: care ended first'
        when ended_on is not null then 'Missed: care ended without one'
    end as excused
from judged
where not before_records or ended_on is null and met_on is null
