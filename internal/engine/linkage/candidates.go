package linkage

import (
	"cmp"
	"context"
	"database/sql"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"heed/internal/engine/store"
	"heed/rulebook"
)

// pupilSQL gives each number with each of its UPNs.
const pupilSQL = `with pupil as (
	select subject_id, upper(upn) as upn from main.child where regexp_full_match(upper(upn), '[A-Z][0-9]{11}[0-9A-Z]')
	union select subject_id, upper(former_upn) from main.child where regexp_full_match(upper(former_upn), '[A-Z][0-9]{11}[0-9A-Z]')
)`

// candidatesSQL lists the pairs of numbers that share a UPN, or of which a person has decided.
const candidatesSQL = pupilSQL + `
	select a.subject_id as first, b.subject_id as other from pupil a inner join pupil b on a.upn = b.upn and a.subject_id < b.subject_id
	union select child_id, other_child_id from main.identity_decision`

// doubtsSQL adds those that share a name and a date of birth, and the single numbers with two UPNs.
const doubtsSQL = candidatesSQL + `
	union
	select a.subject_id, b.subject_id
	from (select n.subject_id, lower(n.given_name) as given, lower(n.family_name) as family, c.born_on
	      from main.child_name n inner join main.child c on c.subject_id = n.subject_id where n.given_name is not null and n.family_name is not null) a
	inner join (select n.subject_id, lower(n.given_name) as given, lower(n.family_name) as family, c.born_on
	      from main.child_name n inner join main.child c on c.subject_id = n.subject_id) b
	on a.given = b.given and a.family = b.family and a.born_on = b.born_on and a.subject_id < b.subject_id
	union
	select subject_id, subject_id from main.child where regexp_full_match(upper(upn), '[A-Z][0-9]{11}[0-9A-Z]')
	group by subject_id having count(distinct upper(upn)) > 1`

// Pairs lists the pairs of numbers that are, may be or were said not to be of one child, the doubtful first, as the session of
// the connection knows the records. doubts adds those that nothing but a name and a date of birth brings together.
func Pairs(ctx context.Context, conn *sql.Conn, book *rulebook.Book, doubts bool) ([]Pair, error) {
	query := candidatesSQL
	if doubts {
		query = doubtsSQL
	}
	var found [][2]string
	err := store.Each(ctx, conn, query, nil, func(rows *sql.Rows) error {
		var pair [2]string
		err := rows.Scan(&pair[0], &pair[1])
		found = append(found, pair)
		return err
	})
	if err != nil || len(found) == 0 {
		return nil, err
	}
	numbers := map[string]bool{}
	for _, pair := range found {
		numbers[pair[0]], numbers[pair[1]] = true, true
	}
	known, err := identities(ctx, conn, book, slices.Sorted(maps.Keys(numbers)))
	if err != nil {
		return nil, err
	}
	decided, err := decisions(ctx, conn)
	if err != nil {
		return nil, err
	}
	var list []Pair
	seen := map[[2]string]bool{}
	for _, pair := range found {
		if p, keep := comparePair(known[pair[0]], known[pair[1]], decided); keep && !seen[[2]string{p.First, p.Other}] {
			seen[[2]string{p.First, p.Other}] = true
			list = append(list, p)
		}
	}
	order := map[MatchState]int{Doubtful: 0, Joined: 1, DecidedOne: 2, DecidedTwo: 3}
	slices.SortFunc(list, func(a, b Pair) int {
		return cmp.Or(cmp.Compare(order[a.State], order[b.State]), strings.Compare(a.First, b.First), strings.Compare(a.Other, b.Other))
	})
	return list, nil
}

// decision is what a person decided of two numbers.
type decision struct {
	same         bool
	on           time.Time
	by, why, key string
}

func decisions(ctx context.Context, conn *sql.Conn) (map[[2]string]decision, error) {
	found := map[[2]string]decision{}
	err := store.Each(ctx, conn, `select child_id, other_child_id, same, decided_on, coalesce(decided_by, ''), coalesce(reason, ''), record_id
	    from main.identity_decision order by recorded_at`, nil, func(rows *sql.Rows) error {
		var a, b string
		var d decision
		err := rows.Scan(&a, &b, &d.same, &d.on, &d.by, &d.why, &d.key)
		found[[2]string{min(a, b), max(a, b)}] = d
		return err
	})
	return found, err
}

// sharedSQL says whether any of some numbers shares a UPN with another number, or is one that a person has decided about. It counts, as
// DuckDB 1.4 answers false to exists over two subqueries of one list that are joined by or, though there is a row.
const sharedSQL = `with wanted as (select unnest(string_split($numbers, chr(31))) as subject_id),
	mine as (
	    select subject_id, upper(upn) as upn from main.child where subject_id in (select subject_id from wanted) and regexp_full_match(upper(upn), '[A-Z][0-9]{11}[0-9A-Z]')
	    union select subject_id, upper(former_upn) from main.child where subject_id in (select subject_id from wanted) and regexp_full_match(upper(former_upn), '[A-Z][0-9]{11}[0-9A-Z]')
	)
	select count(*) > 0 from (
	    select 1 from main.child c inner join mine m on c.subject_id <> m.subject_id and upper(c.upn) = m.upn where c.upn is not null
	    union all
	    select 1 from main.child c inner join mine m on c.subject_id <> m.subject_id and upper(c.former_upn) = m.upn where c.former_upn is not null
	    union all
	    select 1 from main.identity_decision where child_id in (select subject_id from wanted) or other_child_id in (select subject_id from wanted))`

// Candidates says whether any of some numbers may be of one child with another, as the session of the connection knows the records. Where
// it says no, they are each of a child of its own.
func Candidates(ctx context.Context, conn *sql.Conn, numbers []string) (found bool, err error) {
	err = conn.QueryRowContext(ctx, sharedSQL, sql.Named("numbers", strings.Join(numbers, store.Separator))).Scan(&found)
	if err != nil {
		return false, fmt.Errorf("looking for other numbers of a child: %w", err)
	}
	return found, nil
}
