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
harm: medium
harm_why: A mistake in the statement may mislead the court about the child.
gap_after: 1 month
counts: working days
met_by: [court_direction.signed_off_on]
rests_on: [court_direction]
per: subject
settings:
  court_sign_off_working_days:
    value: 3
    basis: Heed's default until the authority sets its own
why: A judge decides a child's life on this paper; a second pair of eyes costs an hour.
about: >-
  Each document that the court ordered is to have been signed off by a manager the authority's own number of working
  days before the day it is to be filed (the later day, where the court gave longer), but never before the day it was
  ordered. Once it has been filed without, it was missed. An urgent hearing is not told apart from others in the
  records. It cannot be told from a list of documents that has no day of the sign-off.
---*/
with ordered as (
    select
        subject_id,
        record_id,
        ordered_on,
        greatest(due_on, extended_to_on) as file_by_on,
        case when signed_off_on between ordered_on and $as_at then signed_off_on end as signed_off_on,
        case when filed_on <= $as_at then filed_on end as filed_on
    from court_direction
    where ordered_on <= $as_at
)

select
    subject_id,
    record_id as occasion_id,
    ordered_on as arose_on,
    greatest(
        working_days_before(file_by_on, try_cast(setting('court_sign_off_working_days') as integer)), ordered_on
    ) as due_on,
    case when filed_on is null or signed_off_on <= filed_on then signed_off_on end as met_on,
    filed_on as stopped_on,
    case when filed_on is not null then 'it was filed' end as stopped_why
from ordered
