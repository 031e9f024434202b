package engine

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"

	"heed/catalogue"
)

// Same says which numbers are of one child. It does not change.
type Same struct {
	first  map[string]string   // the number first known, of every number that is not the only one of its child
	others map[string][]string // all numbers of a child, in order, by the first known
	// types are the record types that hold anything of a child with several numbers.
	types []string
}

// First gives the number by which a child goes: the one first known of those that are theirs.
func (s *Same) First(number string) string {
	if s == nil || s.first[number] == "" {
		return number
	}
	return s.first[number]
}

// Numbers lists all numbers of a child, the one first known first.
func (s *Same) Numbers(number string) []string {
	if s == nil || s.first[number] == "" {
		return []string{number}
	}
	return s.others[s.first[number]]
}

// equal says whether two say the same.
func (s *Same) equal(other *Same) bool {
	if s == nil || other == nil {
		return s == other
	}
	if len(s.first) != len(other.first) {
		return false
	}
	for number, first := range s.first {
		if other.first[number] != first {
			return false
		}
	}
	return true
}

// sameTypes are the record types by which it is told which numbers are of one child.
var sameTypes = []string{"child", "child_name", "identity_decision", "episode", "period_of_care", "cin_episode", "adoption"}

// findSame works out, for a question, which numbers are of one child, and makes every record type about children say so in
// the question's workspace. It says whether anything about it has changed.
func (e *Engine) findSame(ctx context.Context, conn *sql.Conn, w *workspace) (changed bool, err error) {
	if e.cfg.Ledger == nil || e.cfg.Catalogue.Type("identity_decision") == nil || e.cfg.Catalogue.Type("child") == nil {
		return false, nil // a rule's own test, or a catalogue of a test
	}
	pairs, err := e.pairs(ctx, conn, false)
	if err != nil {
		return false, fmt.Errorf("telling which numbers are of one child: %w", err)
	}
	same, was := join(pairs), w.same.Load()
	if same == nil && was == nil {
		return false, nil
	}
	if same != nil {
		if same.types, err = e.typesOf(ctx, conn, same); err != nil {
			return false, fmt.Errorf("bringing the records of one child together: %w", err)
		}
	}
	if same.equal(was) && slices.Equal(same.types, was.types) {
		return false, nil
	}
	if same != nil { // where there is none any more, the old views are no longer looked at
		if err := e.makeOne(ctx, conn, w, same); err != nil {
			return false, fmt.Errorf("bringing the records of one child together: %w", err)
		}
	}
	w.same.Store(same)
	return !same.equal(was), nil
}

// typesOf lists the record types about children that hold anything, now or earlier, of a child with several numbers. All
// others need no looking after.
func (e *Engine) typesOf(ctx context.Context, conn *sql.Conn, same *Same) ([]string, error) {
	var parts []string
	for _, t := range e.cfg.Catalogue.Types {
		if t.About == "child" && t.Index("child_id") >= 0 && t.ID != "identity_decision" {
			parts = append(parts, "select "+text(t.ID)+" where exists (select 1 from history."+quote(t.ID)+" where subject_id in (select number from numbers))")
		}
	}
	query := "with numbers as (select unnest(string_split($numbers, chr(31))) as number) " + strings.Join(parts, " union all ")
	numbers := sql.Named("numbers", strings.Join(slices.Sorted(maps.Keys(same.first)), apart))
	var types []string
	err := each(ctx, conn, query, []any{numbers}, func(rows *sql.Rows) error {
		var id string
		err := rows.Scan(&id)
		types = append(types, id)
		return err
	})
	slices.Sort(types)
	return types, err
}

// join makes sets of the numbers that pairs say are of one child. Two that a person has said are two children are never in
// one set, whatever else would bring them there.
func join(pairs []Pair) *Same {
	group := map[string][]string{}
	apart := map[[2]string]bool{}
	known := map[string]int64{}
	for _, p := range pairs {
		known[p.First], known[p.Other] = p.firstSeq, p.otherSeq
		if p.State == DecidedTwo {
			apart[[2]string{p.First, p.Other}], apart[[2]string{p.Other, p.First}] = true, true
		}
	}
	of := func(number string) []string {
		if group[number] == nil {
			return []string{number}
		}
		return group[number]
	}
	for _, state := range []MatchState{DecidedOne, Joined} {
		for _, p := range pairs {
			if p.State != state || p.First == p.Other || slices.Contains(of(p.First), p.Other) {
				continue
			}
			a, b := of(p.First), of(p.Other)
			if slices.ContainsFunc(a, func(x string) bool {
				return slices.ContainsFunc(b, func(y string) bool { return apart[[2]string{x, y}] })
			}) {
				continue
			}
			both := append(slices.Clone(a), b...)
			for _, number := range both {
				group[number] = both
			}
		}
	}
	if len(group) == 0 {
		return nil
	}
	s := &Same{first: map[string]string{}, others: map[string][]string{}}
	for number, numbers := range group {
		all := slices.Clone(numbers)
		slices.SortFunc(all, func(a, b string) int {
			if known[a] != known[b] {
				return int(min(max(known[a]-known[b], -1), 1))
			}
			return strings.Compare(a, b)
		})
		s.first[number], s.others[all[0]] = all[0], all
	}
	return s
}

// one is the schema in which records are those of one child, whatever number they came under.
func (w *workspace) one() string { return w.name + "_one" }

// makeOne makes, beside a workspace's tables, a view of each record type about children in which each child goes by one
// number. Records of one key that came under several numbers are one record: of each field the latest that says anything.
// It is one transaction, so that whoever reads meanwhile sees the old views or the new.
func (e *Engine) makeOne(ctx context.Context, conn *sql.Conn, w *workspace, same *Same) error {
	schema := "work." + quote(w.one())
	statements := []string{
		"begin", "drop schema if exists " + schema + " cascade", "create schema " + schema,
		"create table " + schema + ".same_child (number VARCHAR, child VARCHAR)",
	}
	for number, first := range same.first {
		statements = append(statements, "insert into "+schema+".same_child values ("+text(number)+", "+text(first)+")")
	}
	for _, id := range same.types {
		statements = append(statements, oneSQL(schema, e.main, e.cfg.Catalogue.Type(id)))
	}
	for _, statement := range append(statements, "commit") {
		if _, err := conn.ExecContext(ctx, statement); err != nil {
			_, rollback := conn.ExecContext(context.WithoutCancel(ctx), "rollback")
			return errors.Join(err, rollback)
		}
	}
	return nil
}

// oneSQL makes the view of one record type.
func oneSQL(schema, main string, t *catalogue.Type) string {
	table := main + ".main." + quote(t.ID)
	plain := []string{"record_id", "subject_id", "recorded_at", "first_recorded_at"}
	merged := []string{"arg_min(record_id, place) as record_id", "subject_id", "max(recorded_at) as recorded_at", "min(first_recorded_at) as first_recorded_at"}
	keys := []string{"subject_id"}
	for _, f := range t.Fields {
		name := quote(f.ID)
		plain = append(plain, name)
		if slices.Contains(t.Key, f.ID) || f.ID == "child_id" {
			merged, keys = append(merged, name), append(keys, name)
		} else {
			merged = append(merged, "arg_min("+name+", place) as "+name)
		}
	}
	return fmt.Sprintf(`create view %[1]s.%[2]s as
	    select %[3]s from %[4]s where subject_id not in (select number from %[1]s.same_child)
	    union all
	    select %[5]s from (
	        select t.* replace (s.child as subject_id, s.child as child_id), row_number() over (order by t.recorded_at desc, t.record_id) as place
	        from %[4]s t inner join %[1]s.same_child s on s.number = t.subject_id)
	    group by %[6]s`, schema, quote(t.ID), strings.Join(plain, ", "), table, strings.Join(merged, ", "), strings.Join(keys, ", "))
}
