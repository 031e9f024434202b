/*---
id: health_year
kind: view
title: Health of children looked after for twelve months
area: health
subject: child
reads: [annual_health, care_spell, legal_spell, placement_spell]
per: subject
about: >-
  One row for each child and 31 March at which the child had been looked after continuously for at least twelve
  months. A child came into care by 1 April of the year before, or before the first episode known (the validation
  rules of the looked-after return read a first episode that is not a start the same way), was not under a short-break
  status in the year, and had not left care by 31 March. A child with no health record for the year has a row with
  blank answers, also where the health items of that year have not come in.
---*/
with years as (
    select
        subject_id,
        started_on as care_started_on,
        ended_on,
        start_known,
        make_date(unnest(range(year(started_on), year(coalesce(ended_on, $as_at)) + 1)), 3, 31) as year_ending_on
    from care_spell
),

in_care as (
    select
        subject_id,
        care_started_on,
        year_ending_on
    from years
    where
        year_ending_on <= $as_at and care_started_on <= year_ending_on and (ended_on is null or ended_on > year_ending_on)
        and (care_started_on <= year_ending_on - interval 1 year + interval 1 day or not start_known)
),

on_short_breaks as (
    select
        subject_id,
        started_on,
        ended_on
    from legal_spell
    where legal_status in ('V3', 'V4')
),

all_year as (
    select
        i.subject_id,
        i.care_started_on,
        i.year_ending_on
    from in_care i
    where not exists (
        select 1
        from on_short_breaks b
        where
            b.subject_id = i.subject_id and b.started_on <= i.year_ending_on
            and (b.ended_on is null or b.ended_on > i.year_ending_on - interval 1 year)
    )
)

select
    a.subject_id,
    a.subject_id || '/' || a.year_ending_on as occasion_id,
    a.year_ending_on,
    h.subject_id is not null as returned,
    h.health_assessed,
    h.immunised,
    h.dental_check,
    case when p.started_on >= a.care_started_on then p.placement_type end as placement_type
from all_year a
left join annual_health h on h.subject_id = a.subject_id and h.year_ending_on = a.year_ending_on
asof left join placement_spell p on p.subject_id = a.subject_id and p.started_on <= a.year_ending_on
