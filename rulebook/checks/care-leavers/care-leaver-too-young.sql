/*---
id: care-leaver-too-young
kind: check
title: A care leaver’s record at under 17
area: care leavers
subject: child
fault: impossible
source: SSDA903 collection guide, OC3; local as a check
reads: [care_leaver, child_as_at]
why: A birthday record of the wrong young person leaves the right one without any.
about: Birthday records of young people who were under 17 at the end of the return’s year.
---*/
select
    l.subject_id,
    'care_leaver' as record_type,
    l.record_id,
    'year_ending_on' as field,
    'The young person was under 17 then' as reason,
    l.year_ending_on as begun_on
from care_leaver l
inner join child_as_at c on c.subject_id = l.subject_id
where l.year_ending_on <= $as_at
    and c.born_on + interval 17 year > l.year_ending_on
