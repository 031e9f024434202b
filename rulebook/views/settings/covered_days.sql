/*---
id: covered_days
kind: view
title: Days that the records of a type cover, one after another
area: settings
subject: authority
reads: [record_coverage]
about: >-
  One row for each stretch of days for which the records of a type can be taken as complete, whatever their source: days
  that meet or overlap are one stretch. For the few rules that look back over the records of a stretch; that a row lies
  outside them the engine says itself.
---*/
with covered as (
    select
        record_type,
        from_on,
        case when to_today or to_on > $as_at then $as_at::date else to_on end as to_on
    from record_coverage
    where from_on <= $as_at
),

marked as (
    select
        record_type,
        from_on,
        to_on,
        coalesce(
            from_on > max(to_on) over (
                partition by record_type order by from_on, to_on rows between unbounded preceding and 1 preceding
            ) + 1,
            true
        ) as begins
    from covered
),

numbered as (
    select
        record_type,
        from_on,
        to_on,
        sum(begins::integer) over (
            partition by record_type order by from_on, to_on rows between unbounded preceding and current row
        ) as stretch
    from marked
)

select
    record_type,
    min(from_on) as from_on,
    max(to_on) as to_on
from numbered
group by record_type, stretch
