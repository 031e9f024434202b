/*---
id: adviser-contact-recorded-late
kind: check
title: Contact with a care leaver written down late
area: care leavers
subject: child
fault: late
source: Local, a check of Heed’s own
reads: [adviser_contact]
settings:
  recorded_late_days: {value: 400, basis: "Local: a year and a month, since most records come with a yearly return; to be set lower where they come daily"}
why: Whoever takes over has only what is written.
about: >-
  Records of the last three years that were written down more than the local number of days after the day they are
  about. When it was first written down counts, not when it was last changed.
---*/
select
    subject_id,
    'adviser_contact' as record_type,
    record_id,
    'contact_on' as field,
    'Recorded long after it happened' as reason,
    first_recorded_at::date as begun_on
from adviser_contact
where contact_on > $as_at::date - interval 36 month
    and contact_on <= $as_at
    and first_recorded_at::date <= $as_at
    and first_recorded_at::date > contact_on + try_cast(setting('recorded_late_days') as integer)
