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
harm: medium
harm_why: The child may fall further behind before anybody arranges help.
gap_after: 3 months
counts: days
met_by: [personal_education_plan_review, personal_education_plan.quality_assured_on]
rests_on: [episode]
per: subject
why: A term is long enough for a child to fall behind and short enough to do something about it.
about: >-
  For each school term that began while a child aged 3 or older was in care, the plan is reviewed before the term ends.
  Terms are those the authority has recorded. Met by the first review from the first day of the term on, or by a first
  plan quality assured in it; a review in the holiday after it is late. Where care ended or the child turned 18 by the
  end of term nothing was owed; where that came later, or the next term began, without the review, it was missed. It
  cannot be told where no term is recorded that the day falls in or follows by up to 50 days.
---*/
with term as (
    select
        term,
        starts_on,
        ends_on,
        next_starts_on,
        case when next_starts_on <= $as_at then next_starts_on end as over_on
    from term_span
    where starts_on <= $as_at
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
)

select
    f.subject_id,
    f.care_id || '/' || t.term as occasion_id,
    t.starts_on as arose_on,
    t.ends_on as due_on,
    least(
        v.reviewed_on,
        case
            when f.quality_assured_on >= t.starts_on and coalesce(f.quality_assured_on < t.next_starts_on, true)
                then f.quality_assured_on
        end
    ) as met_on,
    least(f.until_on, t.over_on) as stopped_on,
    case
        when f.until_on <= coalesce(t.over_on, f.until_on) then f.ended_by
        when t.over_on is not null then 'the next term began'
    end as stopped_why,
    null as missing
from first_pep f
inner join term t on t.starts_on >= f.arose_on and (f.until_on is null or t.starts_on < f.until_on)
left join reviewed v on v.subject_id = f.subject_id and v.starts_on = t.starts_on
union all
select
    f.subject_id,
    f.care_id || '/term' as occasion_id,
    f.arose_on,
    null::date as due_on,
    null::date as met_on,
    null::date as stopped_on,
    null as stopped_why,
    'the school term that the day falls in' as missing
from first_pep f
where
    f.until_on is null
    and not exists (
        select 1
        from term t
        where t.ends_on + 50 >= $as_at or t.next_starts_on > $as_at
    )
