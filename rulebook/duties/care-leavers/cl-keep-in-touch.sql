/*---
id: cl-keep-in-touch
kind: duty
title: Adviser keeps in touch with the care leaver
area: care leavers
subject: child
force: local
number: local
source: >-
  Children Act 1989, section 23B(1) and (11) and section 23C(2): reasonable steps to keep in touch; how often is local
in_force: 2001-10-01..
reads: [care_leaver_as_at, adviser_contact]
owner: allocated_worker
warn: 2 weeks
counts: days
settings:
  keep_in_touch_weeks:
    value: 8
    basis: Heed's default until the authority sets its own; several published manuals say eight weeks, the law gives no number
why: Young people who slip out of sight are the ones who most need somebody to ask after them.
about: >-
  From leaving care, and from each contact, the next is owed within a number of weeks that the authority sets: one clock
  for each. A visit, a meeting, a call or a message counts; an attempt without a reply does not. It goes on to 21, ends
  with the standing as a care leaver, and stops from the day on which the young person is recorded to want no contact. Where it stopped
  by the due day nothing more was owed; where later, the clock stops as missed. It cannot be told where no contact is recorded
  at all, or before the first collection year (from 1 April) with one.
---*/
with touched as (
    select distinct
        subject_id,
        contact_on
    from adviser_contact
    where kind <> 'no reply' and contact_on <= $as_at
),

recorded as (
    select (date_trunc('year', min(contact_on) - interval 3 month) + interval 3 month)::date as since_on
    from touched
),

leaver as (
    select
        subject_id,
        left_on,
        least(ended_on, no_contact_on, case when twenty_one_on <= $as_at then twenty_one_on end) as stopped_on
    from care_leaver_as_at
    where left_on is not null
),

opened as (
    select
        subject_id,
        left_on as opened_on
    from leaver
    union
    select
        t.subject_id,
        t.contact_on as opened_on
    from touched t
    inner join leaver l on l.subject_id = t.subject_id
    where t.contact_on >= l.left_on
),

timed as (
    select
        o.subject_id,
        o.opened_on,
        (o.opened_on + to_days(7 * try_cast(setting('keep_in_touch_weeks') as integer)))::date as due_on,
        lead(o.opened_on) over (partition by o.subject_id order by o.opened_on) as met_on,
        l.stopped_on,
        r.since_on
    from opened o
    inner join leaver l on l.subject_id = o.subject_id
    cross join recorded r
)

select
    subject_id,
    subject_id || '/' || opened_on as occasion_id,
    opened_on as arose_on,
    case when due_on >= since_on then due_on end as due_on,
    met_on,
    case
        when met_on is not null or stopped_on is null or coalesce(due_on < since_on, true) then null
        when stopped_on <= due_on then 'Not owed: 21, wants no contact or no longer a care leaver by then'
        else 'Missed: 21, wants no contact or no longer a care leaver, without this contact'
    end as excused
from timed
where stopped_on is null or opened_on < stopped_on
