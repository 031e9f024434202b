/*---
id: first_pep
kind: view
title: First personal education plan of a period of care
area: education
subject: child
reads: [care_to_18, personal_education_plan]
per: subject
about: >-
  One row for each period of care that a child spent any of between the third birthday, when nursery can begin, and the
  eighteenth. arose_on is the day care began or, if later, the third birthday; arose_known is false where the day of
  coming into care is not known and it is that day that counts. A child whose date of birth is not known is taken to be
  3 or older. started_on and quality_assured_on are the first of the period of care, blank where there is none.
---*/
with care as (
    select
        subject_id,
        care_id,
        started_on as care_started_on,
        greatest(started_on, (born_on + interval 3 year)::date) as arose_on,
        start_known,
        until_on,
        ended_by,
        counts_to_on
    from care_to_18
),

planned as (
    select
        c.care_id,
        min(p.started_on) as started_on,
        min(case when p.quality_assured_on <= $as_at then p.quality_assured_on end) as quality_assured_on
    from personal_education_plan p
    inner join care c on c.subject_id = p.subject_id and p.started_on between c.care_started_on and c.counts_to_on
    where p.started_on <= $as_at
    group by c.care_id
)

select
    c.subject_id,
    c.care_id,
    c.arose_on,
    c.start_known or c.arose_on > c.care_started_on as arose_known,
    c.until_on,
    c.ended_by,
    p.started_on,
    p.quality_assured_on
from care c
left join planned p on p.care_id = c.care_id
where c.arose_on <= $as_at and (c.until_on is null or c.until_on > c.arose_on)
