package query

// peopleSQL gives the people of a question. Somebody must see that nobody is allocated, so a child without a worker
// keeps the team of the last one.
const peopleSQL = `
with held as (
    select subject_id, worker_id from allocation
    where started_on <= getvariable('as_at') and (ended_on is null or ended_on > getvariable('as_at'))
    union
    select subject_id, worker_id from allocation_as_at
),
workers as (
    select subject_id, string_agg(worker_id, chr(31) order by worker_id) as ids from held group by subject_id
),
last_worker as (
    select x.subject_id, arg_max(coalesce(x.team_id, w.team_id, ''), x.started_on) as team_id
    from allocation x left join worker w on w.worker_id = x.worker_id
    where x.role in ('social worker', 'personal adviser') and x.started_on <= getvariable('as_at')
    group by x.subject_id
),
restricted as (
    select distinct subject_id from restriction
    where started_on <= getvariable('as_at') and (ended_on is null or ended_on > getvariable('as_at'))
),
granted as (
    select subject_id, string_agg(distinct worker_id, chr(31)) as ids from access_grant
    where started_on <= getvariable('as_at') and (ended_on is null or ended_on > getvariable('as_at'))
    group by subject_id
),
names as (
    select subject_id, max(concat_ws(' ', coalesce(nullif(known_as, ''), given_name), family_name)) as name from child_name group by subject_id
),
expected as (select subject_id, max(expected_birth_on) as due_on from child group by subject_id),
missed as (
    select distinct subject_id from missing_episode
    where started_on <= getvariable('as_at')
      and coalesce(ended_on, getvariable('as_at')) >= getvariable('as_at') - interval 1 year
),
known as (
    select subject_id from child union select subject_id from allocation union select subject_id from restriction
    union select subject_id from child_name union select subject_id from allocation_as_at
)
select k.subject_id, coalesce(n.name, ''), c.born_on, x.due_on, coalesce(w.ids, ''), coalesce(a.worker_id, ''), coalesce(a.worker_name, ''),
    coalesce(a.team_id, t.team_id, ''), coalesce(a.team_name, t.name, ''), coalesce(a.service, t.service, ''),
    %s, m.subject_id is not null, r.subject_id is not null, coalesce(g.ids, '')
from known k
left join child_as_at c on c.subject_id = k.subject_id
left join expected x on x.subject_id = k.subject_id
left join names n on n.subject_id = k.subject_id
left join workers w on w.subject_id = k.subject_id
left join allocation_as_at a on a.subject_id = k.subject_id
left join last_worker l on l.subject_id = case when a.subject_id is null then k.subject_id end
left join team t on t.team_id = l.team_id
left join restricted r on r.subject_id = k.subject_id
left join granted g on g.subject_id = k.subject_id
left join missed m on m.subject_id = k.subject_id
where k.subject_id is not null`

// lookedAfterSQL needs the rulebook's periods of care.
const lookedAfterSQL = `exists (select 1 from care_spell s where s.subject_id = k.subject_id
    and s.started_on <= getvariable('as_at') and (s.ended_on is null or s.ended_on > getvariable('as_at')))`

// peopleViews are the rulebook's views that people are read from.
var peopleViews = []string{"child_as_at", "allocation_as_at", "care_spell"}

// peopleTypes are the record types that people are read from, beside the rulebook's views.
var peopleTypes = []string{"child", "child_name", "allocation", "worker", "team", "restriction", "access_grant", "missing_episode"}
