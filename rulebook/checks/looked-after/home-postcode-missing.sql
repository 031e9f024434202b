/*---
id: home-postcode-missing
kind: check
title: A child in care whose home is not recorded
area: looked after
subject: child
fault: missing
source: Local, a check of Heed’s own
reads: [episode]
per: subject
why: How far a child lives from home cannot be known without the home.
about: Episodes open on the day without the postcode of the home the child came from.
---*/
select
    subject_id,
    'episode' as record_type,
    record_id,
    'home_postcode' as field,
    'The home postcode is not recorded' as reason,
    started_on as begun_on
from episode
where home_postcode is null
    and started_on <= $as_at
    and (ended_on is null or ended_on > $as_at)
