/*---
id: epo-expiry
kind: duty
title: Emergency protection order acted on before it expires
area: child protection
subject: child
force: law
number: law
source: Children Act 1989, section 45(1), (2), (5) and (6)
in_force: 1991-10-14..
reads: [emergency_order, childhood_end]
owner: team manager
warn: 3 days
harm: high
harm_why: A child taken out of danger may be put back into it because nobody acted.
gap_after: 1 month
counts: days
met_by: [emergency_order]
rests_on: [emergency_order]
per: subject
why: When an emergency order runs out the child may be taken home, whether or not that is safe.
about: >-
  Before an emergency protection order expires, care proceedings are to have been issued or the order discharged. It
  expires on the day the court set: at most eight days on, and once more by at most seven (section 45(2) lets the court
  end it on the day after a holiday). Where no day is recorded the eighth day after the grant is taken; an extension
  counts from the day it says. An order that ran out with neither stays overdue, since proceedings can still be issued.
  The child's turning 18 or dying stops the clock; a closed case does not.
---*/
select
    o.subject_id,
    o.record_id as occasion_id,
    o.granted_on as arose_on,
    coalesce(greatest(o.extended_to_on, o.expires_on), o.granted_on + 8) as due_on,
    least(
        case when o.proceedings_issued_on between o.granted_on and $as_at then o.proceedings_issued_on end,
        case when o.discharged_on between o.granted_on and $as_at then o.discharged_on end
    ) as met_on,
    e.ended_on as stopped_on,
    e.reason as stopped_why,
    case when o.extended_to_on is not null then 'Extended by the court' end as detail
from emergency_order o
left join childhood_end e on e.subject_id = o.subject_id and e.ended_on >= o.granted_on
where o.granted_on <= $as_at
