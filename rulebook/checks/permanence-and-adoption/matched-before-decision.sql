/*---
id: matched-before-decision
kind: check
title: A match before the decision that the child should be placed
area: permanence and adoption
subject: child
fault: impossible
source: Local, a check of Heed’s own
reads: [adoption]
per: subject
why: A match before the decision leaves the child with carers nobody was allowed to choose.
about: Records whose matched on lies before the decided on. The same day is in order.
---*/
select
    subject_id,
    'adoption' as record_type,
    record_id,
    'matched_on' as field,
    'The match comes before the decision' as reason,
    matched_on as begun_on
from adoption
where matched_on < decided_on and matched_on <= $as_at
