package query

// peopleSQL gives the people of a question: what the rulebook's view person says of each, and what no rule may know, the name
// and who may open a restricted record.
const peopleSQL = `
with restricted as (
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
known as (select subject_id from person union select subject_id from restriction)
select k.subject_id, coalesce(n.name, ''), p.born_on, p.due_on, coalesce(array_to_string(p.worker_ids, chr(31)), ''), coalesce(p.worker_id, ''),
    coalesce(p.worker_name, ''), coalesce(p.team_id, ''), coalesce(p.team_name, ''), coalesce(p.service, ''),
    coalesce(p.looked_after, false), coalesce(p.missing, false), r.subject_id is not null, coalesce(g.ids, '')
from known k
left join person p on p.subject_id = k.subject_id
left join names n on n.subject_id = k.subject_id
left join restricted r on r.subject_id = k.subject_id
left join granted g on g.subject_id = k.subject_id
where k.subject_id is not null`

// personView is the rulebook's view of who stands where towards a child.
const personView = "person"

// peopleTypes are the record types that people are read from beside it.
var peopleTypes = []string{"child_name", "restriction", "access_grant"}
