/*---
id: placed-without-decision
kind: check
title: A child placed for adoption with no decision recorded
area: permanence and adoption
subject: child
fault: missing
source: Adoption Agencies Regulations 2005, reg 19; local as a check
reads: [episode, adoption, adoption_decision, adoption_case]
per: subject
why: A child may be placed for adoption only after the agency has decided so.
about: Children in an adoptive placement on the day for whom no decision is recorded anywhere.
---*/
select
    e.subject_id,
    'episode' as record_type,
    e.record_id,
    'placement_type' as field,
    'No decision that the child should be placed is recorded' as reason,
    e.started_on as begun_on
from episode e
left join adoption a on a.subject_id = e.subject_id
left join adoption_decision d on d.subject_id = e.subject_id
left join adoption_case c on c.subject_id = e.subject_id and c.decided_on is not null
where e.placement_type in ('A3', 'A4', 'A5', 'A6')
    and e.started_on <= $as_at
    and (e.ended_on is null or e.ended_on > $as_at)
    and a.decided_on is null
    and d.record_id is null
    and c.record_id is null
