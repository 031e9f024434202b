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
harm: medium
harm_why: Debt, illness or loneliness may grow without anybody to turn to.
gap_after: 3 months
counts: days
met_by: [adviser_contact]
rests_on: [episode]
recurs: true
per: subject
settings:
  keep_in_touch_weeks:
    value: 8
    basis: Heed's default until the authority sets its own; several published manuals say eight weeks, the law gives no number
why: Young people who slip out of sight are the ones who most need somebody to ask after them.
about: >-
  From leaving care, and from each contact, the next is owed within a number of weeks that the authority sets: one
  clock for each. A visit, a meeting, a call or a message counts; an attempt without a reply does not. It goes on to
  21 and no longer, ends with the standing as a care leaver, and stops from the day on which the young person is
  recorded to want no contact. Where it stopped by the due day nothing more was owed; where later, the contact was
  missed.
---*/
with leaver as (
    select
        subject_id,
        left_on,
        least(to_21_on, no_contact_on) as stopped_on,
        case when no_contact_on <= coalesce(to_21_on, no_contact_on) then 'the young person wants no contact' else to_21_by end as stopped_why
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
        a.subject_id,
        a.contact_on as opened_on
    from adviser_contact a
    inner join leaver l on l.subject_id = a.subject_id
    where a.kind <> 'no reply' and a.contact_on between l.left_on and $as_at
),

followed as (
    select
        subject_id,
        opened_on,
        lead(opened_on) over (partition by subject_id order by opened_on) as next_on
    from opened
)

select
    f.subject_id,
    f.subject_id || '/' || f.opened_on as occasion_id,
    f.opened_on as arose_on,
    (f.opened_on + to_days(7 * try_cast(setting('keep_in_touch_weeks') as integer)))::date as due_on,
    f.next_on as met_on,
    l.stopped_on,
    l.stopped_why
from followed f
inner join leaver l on l.subject_id = f.subject_id
where l.stopped_on is null or f.opened_on < l.stopped_on
