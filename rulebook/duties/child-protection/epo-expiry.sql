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
reads: [emergency_order, case_end]
owner: team manager
warn: 3 days
counts: days
why: When an emergency order runs out the child may be taken home, whether or not that is safe.
about: >-
  Before an emergency protection order expires, care proceedings are to have been issued or the order discharged. It
  expires on the day the court set: at most eight days on, and once more by at most seven (section 45(2) lets the court
  end it on the day after a holiday). Where no day is recorded the eighth day after the grant is taken; an extension
  counts from the day it says. An order that ran out with neither stays overdue, since proceedings can still be issued.
  The child's turning 18 or dying stops the clock; a closed case does not.
---*/
with granted as (
    select
        subject_id,
        record_id,
        granted_on,
        coalesce(greatest(extended_to_on, expires_on), granted_on + 8) as due_on,
        extended_to_on is not null as extended,
        least(
            case when proceedings_issued_on between granted_on and $as_at then proceedings_issued_on end,
            case when discharged_on between granted_on and $as_at then discharged_on end
        ) as met_on
    from emergency_order
    where granted_on <= $as_at
),

childhood_end as (
    select
        subject_id,
        ended_on,
        reason
    from case_end
    where reason <> 'the case closed'
)

select
    g.subject_id,
    g.record_id as occasion_id,
    g.granted_on as arose_on,
    g.due_on,
    g.met_on,
    case
        when g.met_on is not null then null
        when e.ended_on <= g.due_on then 'Not owed: ' || e.reason || ' first'
        when e.ended_on is not null then 'Missed: ' || e.reason || ' with nothing recorded'
    end as excused,
    case when g.extended then 'Extended by the court' end as detail
from granted g
asof left join childhood_end e on e.subject_id = g.subject_id and g.granted_on <= e.ended_on
