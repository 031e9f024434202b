package eval

import (
	"context"
	"database/sql"
	"fmt"
	"slices"
	"strings"

	"heed/internal/engine/store"
	"heed/rulebook"
)

// sharedTable is a table that several rules keep their rows in: the clocks of an area, or all findings. A run fills the next of
// it, empty at first, and puts that in its place.
type sharedTable struct {
	name, columns string
	// key is the column that names the rule; version is what changes when the rows do.
	key, version string
	// ids are the rules that are about to be evaluated for everybody, as literals; some those that are for some subjects.
	ids  []string
	some []*turn
}

// taken lists the rules that have been evaluated for some subjects.
func (t *sharedTable) taken() (rules []*rulebook.Rule) {
	for _, one := range t.some {
		if one.taken {
			rules = append(rules, one.rule)
		}
	}
	return rules
}

// of is the condition that a row of the table is of any of some rules.
func (t *sharedTable) of(rules []*rulebook.Rule) string {
	ids := make([]string, 0, len(rules))
	for _, r := range rules {
		ids = append(ids, store.Text(r.ID))
	}
	return t.key + " in (" + strings.Join(ids, ", ") + ")"
}

// changed says whether any rule's rows in the table have been evaluated.
func (t *sharedTable) changed() bool { return len(t.ids) > 0 || len(t.taken()) > 0 }

// wholly lists the tables in which a rule is evaluated for everybody, so that they are filled anew.
func wholly(tables []*sharedTable) []*sharedTable {
	return slices.DeleteFunc(slices.Clone(tables), func(t *sharedTable) bool { return len(t.ids) == 0 })
}

// sharedTables lists the tables that rules of a run share.
func sharedTables(w *Workspace, mine *run) []*sharedTable {
	var list []*sharedTable
	by := map[string]*sharedTable{}
	for _, one := range mine.turns {
		var t sharedTable
		switch r := one.rule; r.Kind {
		case rulebook.Duty:
			t = sharedTable{name: w.Clocks(r.Area), columns: clockColumns, key: "duty", version: ClockVersion}
		case rulebook.Check:
			t = sharedTable{name: w.Findings(), columns: findingColumns, key: "check_id", version: FindingVersion}
		case rulebook.Measure, rulebook.View:
			continue
		}
		if by[t.name] == nil {
			by[t.name] = &t
			list = append(list, &t)
		}
		if one.subjects != nil {
			by[t.name].some = append(by[t.name].some, one)
		} else {
			by[t.name].ids = append(by[t.name].ids, store.Text(one.rule.ID))
		}
	}
	return list
}

// nextTable names the table that a shared table is replaced with.
func nextTable(table string) string { return strings.TrimSuffix(table, `"`) + ` next"` }

// beginTables makes the next of each shared table, empty.
func (w *Workspace) beginTables(ctx context.Context, tables []*sharedTable) error {
	tables = wholly(tables)
	if len(tables) == 0 {
		return nil
	}
	return w.Session(ctx, func(conn *sql.Conn) error {
		for _, t := range tables {
			if _, err := conn.ExecContext(ctx, "create or replace table "+nextTable(t.name)+" ("+t.columns+")"); err != nil {
				return fmt.Errorf("making room for the rows of rules: %w", err)
			}
		}
		return nil
	})
}

// copyOthers copies the rows of the rules that stay as they are into the next of a shared table.
func (t *sharedTable) copyOthers(ctx context.Context, conn *sql.Conn) error {
	_, err := conn.ExecContext(ctx, "insert into "+nextTable(t.name)+" select * from "+t.name+" where "+t.key+" not in ("+strings.Join(t.ids, ", ")+")")
	if err != nil {
		return fmt.Errorf("keeping the rows of rules: %w", err)
	}
	return nil
}

// endTables puts the next of each shared table in its place, and the rows of some subjects in the place of theirs, all at once, and finds
// the duties without data.
func (w *Workspace) endTables(ctx context.Context, tables []*sharedTable, some *someSubjects) error {
	if len(tables) == 0 {
		return nil
	}
	var statements []string
	for _, t := range wholly(tables) {
		last := t.name[strings.LastIndex(t.name, `.`)+1:]
		statements = append(statements, "drop table "+t.name, "alter table "+nextTable(t.name)+" rename to "+last)
	}
	for _, t := range tables {
		statements = append(statements, some.replaceSQL(t)...)
	}
	if len(statements) == 0 {
		return nil
	}
	return w.Session(ctx, func(conn *sql.Conn) error {
		was, now, err := some.tallies(ctx, conn, tables)
		if err != nil {
			return err
		}
		if err := atOnce(ctx, conn, statements...); err != nil {
			return fmt.Errorf("keeping the rows of rules: %w", err)
		}
		return w.tally(ctx, conn, tables, was, now)
	})
}

// withDataSQL is the condition that a clock tells anything: one that nothing feeds, or without any day, does not.
const withDataSQL = "not (met_on is null and coalesce(unknown = '" + NothingFeeds + "' or due_on is null and excused is null and stopped_why is null, false))"

// tally is how many clocks a duty has, and how many of them tell anything.
type tally struct{ all, known int }

// talliesOf counts, by duty, the clocks of tables, each with a condition on which where not all of it are meant.
func talliesOf(ctx context.Context, conn *sql.Conn, tables []string) (map[string]tally, error) {
	found := map[string]tally{}
	if len(tables) == 0 {
		return found, nil
	}
	parts := make([]string, 0, len(tables))
	for _, table := range tables {
		parts = append(parts, "select duty, count(*), count(*) filter (where "+withDataSQL+") from "+table+" group by duty")
	}
	err := store.Each(ctx, conn, strings.Join(parts, " union all "), nil, func(rows *sql.Rows) error {
		var duty string
		var n tally
		err := rows.Scan(&duty, &n.all, &n.known)
		found[duty] = n
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("counting the clocks of duties: %w", err)
	}
	return found, nil
}

// tally counts anew the clocks of duties that were evaluated for everybody, and of the others what is more or less than it was. A duty none
// of whose clocks tells anything would have the status cannot tell for every child, which is one thing to mend and not thousands.
func (w *Workspace) tally(ctx context.Context, conn *sql.Conn, tables []*sharedTable, was, now map[string]tally) error {
	for _, t := range wholly(tables) {
		if t.version != ClockVersion {
			continue
		}
		// All duties of the area are counted: that takes a quarter of what looking for those many does.
		found, err := talliesOf(ctx, conn, []string{t.name})
		if err != nil {
			return err
		}
		w.state.Lock()
		for _, id := range t.ids {
			duty := strings.Trim(id, "'")
			w.tallies[duty] = found[duty]
		}
		w.state.Unlock()
	}
	w.state.Lock()
	defer w.state.Unlock()
	for _, t := range tables {
		for _, r := range t.taken() {
			n := w.tallies[r.ID]
			n.all += now[r.ID].all - was[r.ID].all
			n.known += now[r.ID].known - was[r.ID].known
			w.tallies[r.ID] = n
		}
	}
	return nil
}
