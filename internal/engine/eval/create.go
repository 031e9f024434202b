package eval

import (
	"context"
	"database/sql"
	"fmt"
	"maps"
	"slices"
	"strings"

	"heed/internal/engine/linkage"
	"heed/internal/engine/store"
)

// subject_hash is there for those who look for one child's: numbers are compared many times faster than texts.
const clockColumns = `duty VARCHAR, about VARCHAR, owner VARCHAR, subject_id VARCHAR, occasion_id VARCHAR, timed BOOLEAN,
    arose_on DATE, due_on DATE, met_on DATE, arose_at TIMESTAMPTZ, due_at TIMESTAMPTZ, met_at TIMESTAMPTZ,
    stopped_on DATE, stopped_at TIMESTAMPTZ, stopped_why VARCHAR, excused VARCHAR, missing VARCHAR, detail VARCHAR,
    unknown VARCHAR, known_to DATE, soon_by DATE, soon_hours INTEGER, subject_hash UBIGINT`

const findingColumns = `check_id VARCHAR, subject_id VARCHAR, record_type VARCHAR, record_id VARCHAR, field VARCHAR,
    reason VARCHAR, begun_on DATE`

// create makes a workspace's schema with its empty tables, links its records and reads its local numbers, the first time that it
// is used. Whoever else asks the same question waits; other questions do not. Where it ends early the next user begins again.
func (e *Evaluator) create(ctx context.Context, w *Workspace) error {
	w.creating.Lock()
	defer w.creating.Unlock()
	if w.created {
		return nil
	}
	statements := []string{
		"create schema if not exists work." + w.name,
		"create table if not exists " + w.Findings() + " (" + findingColumns + ")",
	}
	var clocks []string
	for _, area := range e.rules.areas() {
		statements = append(statements, "create table if not exists "+w.Clocks(area)+" ("+clockColumns+")")
		clocks = append(clocks, "select * from "+w.Clocks(area))
	}
	if len(clocks) == 0 {
		clocks = []string{"select * from (select null::VARCHAR as duty) where false"}
	}
	statements = append(statements, "create or replace view "+w.AllClocks()+" as "+strings.Join(clocks, " union all "))
	err := w.Session(ctx, func(conn *sql.Conn) error {
		if _, err := conn.ExecContext(ctx, strings.Join(statements, ";\n")); err != nil {
			return fmt.Errorf("making room for a question: %w", err)
		}
		if _, err := e.link(ctx, conn, w); err != nil {
			return err
		}
		if err := e.readSettings(ctx, conn, w); err != nil {
			return err
		}
		_, err := e.readCoverage(ctx, conn, w)
		return err
	})
	w.created = err == nil
	return err
}

// link works out which numbers are of one child, and says whether that has changed.
func (e *Evaluator) link(ctx context.Context, conn *sql.Conn, w *Workspace) (changed bool, err error) {
	if e.cfg.KeepNumbersApart {
		return false, nil
	}
	was := w.groups.Load()
	linker := linkage.Linker{Catalogue: e.Catalogue(), Book: e.rules.book, Records: w.store.Records()}
	groups, err := linker.Link(ctx, conn, w.joinedSchema(), was)
	if err != nil {
		return false, err
	}
	w.groups.Store(groups)
	return !groups.Equal(was), nil
}

// readSettings reads the local numbers: the authority's own record, or the default in the rule that asks for it.
func (e *Evaluator) readSettings(ctx context.Context, conn *sql.Conn, w *Workspace) error {
	settings := map[string]string{}
	for _, r := range e.rules.order {
		for name, s := range r.Settings {
			settings[name] = s.Value
		}
	}
	err := store.Each(ctx, conn, "select name, value from main.setting", nil, func(rows *sql.Rows) error {
		var name, value string
		err := rows.Scan(&name, &value)
		settings[name] = value
		return err
	})
	if err != nil {
		return fmt.Errorf("reading the local numbers: %w", err)
	}
	w.settings.Store(&settings)
	return nil
}

// Settings gives the local numbers in force for the question, by name.
func (w *Workspace) Settings() map[string]string {
	if settings := w.settings.Load(); settings != nil {
		return *settings
	}
	return nil
}

// settingsSQL writes the local numbers as the map that the setting macro reads.
func (w *Workspace) settingsSQL() string {
	settings := w.settings.Load()
	if settings == nil || len(*settings) == 0 {
		return "set variable settings = map {}::MAP(VARCHAR, VARCHAR)"
	}
	parts := make([]string, 0, len(*settings))
	for _, name := range slices.Sorted(maps.Keys(*settings)) {
		parts = append(parts, store.Text(name)+": "+store.Text((*settings)[name]))
	}
	return "set variable settings = map {" + strings.Join(parts, ", ") + "}"
}
