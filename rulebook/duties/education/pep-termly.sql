/*---
id: pep-termly
kind: duty
title: Personal education plan reviewed each school term
area: education
subject: child
force: statutory guidance
number: statutory guidance
source: >-
  Promoting the education of looked-after children, DfE, February 2018, page 16 (reviewing the plan), with the Care Planning, Placement and Case Review (England) Regulations 2010, Schedule 1, paragraph 2
in_force: 2014-07-01..
reads: [first_pep, term_span, personal_education_plan_review]
owner: virtual school head
warn: 6 weeks
counts: days
why: A term is long enough for a child to fall behind and short enough to do something about it.
about: >-
  For each school term that began while a child aged 3 or older was in care, the plan is reviewed before the term ends.
  Terms are those the authority has recorded. Met by the first review from the first day of the term on, or by a first
  plan quality assured in it; a review in the holiday after it is late, and once the next term has begun the clock stops
  as missed. Where care ended or the child turned 18 by the end of term nothing was owed. It cannot be told where no
  term is recorded that the day falls in or follows by up to 50 days, nor in a term that ended before the first
  collection year (from 1 April) with any review recorded; of those only the term just begun is shown.
---*/
with recorded as (
    select (date_trunc('year', min(reviewed_on) - interval 3 month) + interval 3 month)::date as since_on
    from personal_education_plan_review
    where reviewed_on <= $as_at
),

term as (
    select
        t.*,
        t.next_starts_on <= $as_at as is_past,
        coalesce(t.ends_on >= r.since_on, false) as is_known
    from term_span t
    cross join recorded r
    where t.starts_on <= $as_at and (t.ends_on >= r.since_on or t.ends_on + 50 >= $as_at)
),

reviewed as (
    select
        v.subject_id,
        t.starts_on,
        min(v.reviewed_on) as reviewed_on
    from personal_education_plan_review v
    asof join term t on t.starts_on <= v.reviewed_on
    where v.reviewed_on <= $as_at
    group by v.subject_id, t.starts_on
),

owed as (
    select
        f.subject_id,
        f.care_id,
        t.term,
        t.starts_on,
        t.ends_on,
        t.is_past,
        t.is_known,
        f.until_on,
        f.ended_by,
        least(
            v.reviewed_on,
            case
                when f.quality_assured_on >= t.starts_on and f.quality_assured_on < coalesce(t.next_starts_on, $as_at::date + 1)
                    then f.quality_assured_on
            end
        ) as met_on
    from first_pep f
    inner join term t on t.starts_on >= f.arose_on and (f.until_on is null or t.starts_on < f.until_on)
    left join reviewed v on v.subject_id = f.subject_id and v.starts_on = t.starts_on
)

select
    subject_id,
    care_id || '/' || term as occasion_id,
    starts_on as arose_on,
    case when is_known then ends_on end as due_on,
    met_on,
    case
        when not is_known or met_on is not null then null
        when until_on <= ends_on then 'Not owed: ' || ended_by || ' first'
        when is_past then 'Missed: the next term began without this review'
        when until_on is not null then 'Missed: ' || ended_by || ' without this review'
    end as excused
from owed
where is_known or until_on is null and coalesce(not is_past, true)
union all
select
    subject_id,
    care_id || '/term' as occasion_id,
    arose_on,
    null::date as due_on,
    null::date as met_on,
    null as excused
from first_pep
where
    until_on is null
    and not exists (
        select 1
        from term_span t
        where t.starts_on <= $as_at and (t.ends_on + 50 >= $as_at or t.next_starts_on > $as_at)
    )
