/*---
id: in-care-after-18
kind: check
title: A child still looked after past 18
area: looked after
subject: child
fault: impossible
source: Local, a check of Heed’s own
reads: [care_spell, child_as_at]
why: >-
  Nobody is looked after beyond the eighteenth birthday: the leaving care service has not been told.
about: Periods of care open on the day of young people who turned 18 before it.
---*/
select
    s.subject_id,
    'episode' as record_type,
    s.care_id as record_id,
    'ended_on' as field,
    'Still in care after the eighteenth birthday' as reason,
    (c.born_on + interval 18 year)::date as begun_on
from care_spell s
inner join child_as_at c on c.subject_id = s.subject_id
where s.ended_on is null
    and c.born_on + interval 18 year < $as_at
