/*---
id: contact-without-outcome
kind: check
title: A contact nobody has decided about
area: front door
subject: child
fault: stale
source: Local, a check of Heed’s own
reads: [contact, covered_to]
per: subject
why: A worry that somebody rang about and nobody answered is where children have been lost.
about: >-
  Contacts of the last two years with neither outcome nor day of decision, received more than ten days before the last
  day that the records of contacts cover.
---*/
select
    c.subject_id,
    'contact' as record_type,
    c.record_id,
    'outcome' as field,
    'No outcome is recorded' as reason,
    c.received_on as begun_on
from contact c
left join covered_to k on k.record_type = 'contact'
where c.outcome is null
    and c.decided_on is null
    and c.received_on < coalesce(k.last_on, $as_at::date) - 10
    and c.received_on > $as_at::date - interval 24 month
