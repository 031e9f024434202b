/*---
id: term_span
kind: view
title: School term
area: education
subject: authority
reads: [school_term]
about: >-
  One row for each school term, planned ones too: the half terms that name the same term together, a half term that names
  none alone. next_starts_on is the first day of the term after it, blank where none is recorded yet.
---*/
with spans as (
    select
        coalesce(term, name) as term,
        min(starts_on) as starts_on,
        max(ends_on) as ends_on
    from school_term
    where ends_on >= starts_on
    group by coalesce(term, name)
)

select
    term,
    starts_on,
    ends_on,
    lead(starts_on) over (order by starts_on, term) as next_starts_on
from spans
