/*---
id: contact-without-outcome
kind: check
title: A contact nobody has decided about
area: front door
subject: child
fault: stale
source: Local, a check of Heed’s own
reads: [contact]
why: A worry that somebody rang about and nobody answered is where children have been lost.
about: Contacts of more than ten days ago, within two years, with neither outcome nor day of decision.
---*/
select
    subject_id,
    'contact' as record_type,
    record_id,
    'outcome' as field,
    'No outcome is recorded' as reason,
    received_on as begun_on
from contact
where outcome is null
    and decided_on is null
    and received_on < $as_at::date - 10
    and received_on > $as_at::date - interval 24 month
