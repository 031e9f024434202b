package eval

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"maps"
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
	some []*rulebook.Rule
}

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
			by[t.name].some = append(by[t.name].some, one.rule)
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
	statements := []string{"begin"}
	for _, t := range wholly(tables) {
		last := t.name[strings.LastIndex(t.name, `.`)+1:]
		statements = append(statements, "drop table "+t.name, "alter table "+nextTable(t.name)+" rename to "+last)
	}
	for _, t := range tables {
		statements = append(statements, some.replaceSQL(t)...)
	}
	return w.Session(ctx, func(conn *sql.Conn) error {
		var recheck []*sharedTable
		for _, t := range tables {
			if t.version != ClockVersion {
				continue
			}
			moved, err := some.movedDuties(ctx, conn, t)
			if err != nil {
				return err
			}
			if ids := slices.Concat(t.ids, moved); len(ids) > 0 {
				recheck = append(recheck, &sharedTable{name: t.name, ids: ids})
			}
		}
		if _, err := conn.ExecContext(ctx, strings.Join(append(statements, "commit"), ";\n")); err != nil {
			_, rollback := conn.ExecContext(context.WithoutCancel(ctx), "rollback")
			return fmt.Errorf("keeping the rows of rules: %w", errors.Join(err, rollback))
		}
		for _, t := range recheck {
			if err := w.findWithoutData(ctx, conn, t); err != nil {
				return err
			}
		}
		return nil
	})
}

// withDataSQL is the condition that a clock tells anything: one that nothing feeds, or without any day, does not.
const withDataSQL = "not (met_on is null and coalesce(unknown = '" + NothingFeeds + "' or due_on is null and excused is null and stopped_why is null, false))"

// findWithoutData notes the duties, among those evaluated afresh, none of whose clocks can be worked out. They would have the status
// cannot tell for every child, which is one thing to mend and not thousands.
func (w *Workspace) findWithoutData(ctx context.Context, conn *sql.Conn, t *sharedTable) error {
	found := map[string]int{}
	err := store.Each(ctx, conn, "select duty, count(*) from "+t.name+" where duty in ("+strings.Join(t.ids, ", ")+
		") group by duty having not bool_or("+withDataSQL+")", nil, func(rows *sql.Rows) error {
		var duty string
		var n int
		err := rows.Scan(&duty, &n)
		found[duty] = n
		return err
	})
	if err != nil {
		return fmt.Errorf("finding the duties without data: %w", err)
	}
	w.state.Lock()
	defer w.state.Unlock()
	for _, id := range t.ids {
		delete(w.withoutData, strings.Trim(id, "'"))
	}
	maps.Copy(w.withoutData, found)
	return nil
}
