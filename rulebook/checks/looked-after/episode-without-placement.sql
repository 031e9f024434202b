/*---
id: episode-without-placement
kind: check
title: A child in care with no kind of placement
area: looked after
subject: child
fault: missing
source: Local, a check of Heed’s own
reads: [episode]
per: subject
why: Where a child lives is the first thing anybody must know.
about: Episodes open on the day without a placement type, or without a legal status.
---*/
select
    subject_id,
    'episode' as record_type,
    record_id,
    'placement_type' as field,
    'The placement or the legal status is not recorded' as reason,
    started_on as begun_on
from episode
where (placement_type is null or legal_status is null)
    and started_on <= $as_at
    and (ended_on is null or ended_on > $as_at)
