package query

// peopleSQL gives the people of a question: what the rulebook's view person says of each, and what no rule may know, the name. $among
// is the condition that a row is of whom it is wanted.
const peopleSQL = `
with names as (
    select subject_id, max(concat_ws(' ', coalesce(nullif(known_as, ''), given_name), family_name)) as name from child_name where $among group by subject_id
)
select p.subject_id, coalesce(n.name, ''), p.born_on, p.due_on, coalesce(array_to_string(p.worker_ids, chr(31)), ''), coalesce(p.worker_id, ''),
    coalesce(p.worker_name, ''), coalesce(p.team_id, ''), coalesce(p.team_name, ''), coalesce(p.service, ''),
    coalesce(p.looked_after, false), coalesce(p.missing, false)
from (from person where $among) p
left join names n on n.subject_id = p.subject_id
where p.subject_id is not null`

// personView is the rulebook's view of who stands where towards a child.
const personView = "person"

// peopleTypes are the record types that people are read from beside it.
var peopleTypes = []string{"child_name"}
