/*---
id: court-statement-qa
kind: duty
title: Court statement signed off by a manager before it is filed
area: child protection
subject: child
force: commitment
number: local
source: >-
  Local commitment after Ofsted's inspection report on Lambeth, 2015, which found court reports of uneven quality; the
  number is local
in_force: 2015-01-01..
reads: [court_direction]
owner: team manager
warn: 5 working days
counts: working days
settings:
  court_sign_off_working_days:
    value: 3
    basis: Heed's default until the authority sets its own
why: A judge decides a child's life on this paper; a second pair of eyes costs an hour.
about: >-
  Each document that the court ordered is to have been signed off by a manager the authority's own number of working
  days before the day it is to be filed (the later day, where the court gave longer), but never before the day it was
  ordered. Once it has been filed without, the clock stops as missed. An urgent hearing is not told apart from others
  in the records. It cannot be told where it fell due before the first collection year (from 1 April) with any
  document recorded as signed off, or where none is.
---*/
with recorded as (
    select (date_trunc('year', min(signed_off_on) - interval 3 month) + interval 3 month)::date as since_on
    from court_direction
    where signed_off_on <= $as_at
),

ordered as (
    select
        subject_id,
        record_id,
        ordered_on,
        greatest(
            working_days_before(
                greatest(due_on, extended_to_on), try_cast(setting('court_sign_off_working_days') as integer)
            ),
            ordered_on
        ) as due_on,
        case when signed_off_on between ordered_on and $as_at then signed_off_on end as signed_off_on,
        case when filed_on <= $as_at then filed_on end as filed_on
    from court_direction
    where ordered_on <= $as_at
)

select
    o.subject_id,
    o.record_id as occasion_id,
    o.ordered_on as arose_on,
    case when o.signed_off_on is not null or o.due_on >= r.since_on then o.due_on end as due_on,
    case when o.filed_on is null or o.signed_off_on <= o.filed_on then o.signed_off_on end as met_on,
    case
        when o.signed_off_on <= coalesce(o.filed_on, o.signed_off_on) or coalesce(o.due_on < r.since_on, true) then null
        when o.filed_on is not null then 'Missed: filed before a manager signed it off'
    end as excused
from ordered o
cross join recorded r
