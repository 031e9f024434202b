/*---
id: adopted-without-record
kind: check
title: A child adopted without the adoption’s record
area: permanence and adoption
subject: child
fault: missing
source: Local, a check of Heed’s own
reads: [episode, adoption]
per: subject
why: How long the child waited for a family cannot be told without the days of the adoption.
about: Care that ended in adoption (E11, E12) in the last three years, with no adoption record of the child.
---*/
select
    e.subject_id,
    'episode' as record_type,
    e.record_id,
    'end_reason' as field,
    'Care ended in adoption and the adoption is not recorded' as reason,
    e.ended_on as begun_on
from episode e
left join adoption a on a.subject_id = e.subject_id
where e.end_reason in ('E11', 'E12')
    and e.ended_on <= $as_at
    and e.ended_on > $as_at::date - interval 36 month
    and a.record_id is null
