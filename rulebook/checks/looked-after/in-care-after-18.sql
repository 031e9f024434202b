/*---
id: in-care-after-18
kind: check
title: A child still looked after past 18
area: looked after
subject: child
fault: impossible
source: Local, a check of Heed’s own
reads: [episode_as_at, period_of_care, child_as_at]
per: subject
why: >-
  Nobody is looked after beyond the eighteenth birthday: the leaving care service has not been told.
about: >-
  Episodes, or a child's own periods of care, left open on the day by young people who turned 18 before it. An end
  that lies after the day is none yet. They are not counted as looked after from the 18th birthday on.
---*/
with still_open as (
    select
        subject_id,
        'period_of_care' as record_type,
        record_id
    from period_of_care
    where started_on <= $as_at and (ended_on is null or ended_on > $as_at)
    union all
    select
        subject_id,
        'episode' as record_type,
        record_id
    from episode_as_at
    where until_on is null and subject_id not in (select subject_id from period_of_care)
)

select
    o.subject_id,
    o.record_type,
    o.record_id,
    'ended_on' as field,
    'Still in care after the eighteenth birthday' as reason,
    (c.born_on + interval 18 year)::date as begun_on
from still_open o
inner join child_as_at c on c.subject_id = o.subject_id
where c.born_on + interval 18 year < $as_at
