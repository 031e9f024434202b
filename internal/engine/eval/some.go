package eval

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"

	"heed/internal/engine/store"
	"heed/rulebook"
)

// someSubjects evaluates rules for some subjects alone, in a schema of its own in which the tables that a rule reads hold nothing of
// anybody else. What the rules give is put in the place of what the workspace has of these subjects.
type someSubjects struct {
	e    *Evaluator
	w    *Workspace
	mine *run
	// schema is blank where no rule of the run is evaluated so.
	schema string
	// among is the condition that a column subject_id is of one of them, and amongClocks the same of clocks, which keep a number to compare
	// that is many times faster.
	among, amongClocks string

	mu     sync.Mutex
	copies map[string]*sync.Once
	failed map[string]error
}

// beginSome makes the schema for those rules of a run that are evaluated for some subjects. All of these are evaluated for the subjects
// of any of them, which gives the rest the rows that they have.
func (e *Evaluator) beginSome(ctx context.Context, w *Workspace, mine *run) (*someSubjects, error) {
	s := &someSubjects{e: e, w: w, mine: mine, copies: map[string]*sync.Once{}, failed: map[string]error{}}
	subjects := store.Subjects{}
	for _, t := range mine.turns {
		if t.subjects != nil {
			subjects = subjects.And(t.subjects)
			s.schema = "work." + store.Quote(fmt.Sprintf("%s_some_%d", w.name, generation.Add(1)))
		}
	}
	if s.schema == "" {
		return s, nil
	}
	if subjects == nil { // together they are too many
		for _, t := range mine.turns {
			t.subjects = nil
		}
		s.schema = ""
		return s, nil
	}
	ids, hashes := []string{"''"}, []string{"hash('')"}
	for id := range subjects {
		ids = append(ids, store.Text(id))
		hashes = append(hashes, "hash("+store.Text(id)+")")
	}
	s.among = "subject_id in (" + strings.Join(ids, ", ") + ")"
	s.amongClocks = "subject_hash in (" + strings.Join(hashes, ", ") + ") and " + s.among
	return s, w.Session(ctx, func(conn *sql.Conn) error {
		if _, err := conn.ExecContext(ctx, "create schema "+s.schema); err != nil {
			return fmt.Errorf("making room for the answers about some subjects: %w", err)
		}
		return nil
	})
}

// end drops the schema.
func (s *someSubjects) end(ctx context.Context) error {
	if s.schema == "" {
		return nil
	}
	return s.w.Session(ctx, func(conn *sql.Conn) error {
		_, err := conn.ExecContext(ctx, "drop schema if exists "+s.schema+" cascade")
		return err
	})
}

// table names a table of the schema.
func (s *someSubjects) table(name string) string { return s.schema + "." + store.Quote(name) }

// rows names the table of what a rule gives for the subjects.
func (s *someSubjects) rows(r *rulebook.Rule) string {
	if r.Kind == rulebook.View {
		return s.table(r.ID)
	}
	return s.table(string(r.Kind) + " " + r.ID)
}

// evaluate evaluates a rule for the subjects. A view's and a measure's rows are put in their place at once.
func (s *someSubjects) evaluate(ctx context.Context, conn *sql.Conn, r *rulebook.Rule) (err error) {
	for _, name := range r.Reads {
		if err := s.narrow(ctx, conn, r, name); err != nil {
			return err
		}
	}
	path := strings.ReplaceAll(s.schema, `"`, "") + "," + s.w.searchPathNames()
	if _, err := conn.ExecContext(ctx, "set search_path = '"+path+"'"); err != nil {
		return err
	}
	_, err = conn.ExecContext(ctx, "create table "+s.rows(r)+" as "+s.e.selectSQL(s.w, r))
	if _, reset := conn.ExecContext(context.WithoutCancel(ctx), s.w.searchPath()); err != nil || reset != nil {
		return errors.Join(err, reset)
	}
	if r.Kind == rulebook.Duty || r.Kind == rulebook.Check {
		return nil
	}
	return atOnce(ctx, conn, "delete from "+s.w.rowsTable(r)+" where "+s.among, "insert into "+s.w.rowsTable(r)+" by name from "+s.rows(r))
}

// atOnce runs statements in one transaction.
func atOnce(ctx context.Context, conn *sql.Conn, statements ...string) error {
	all := "begin;\n" + strings.Join(statements, ";\n") + ";\ncommit"
	if _, err := conn.ExecContext(ctx, all); err != nil {
		_, rollback := conn.ExecContext(context.WithoutCancel(ctx), "rollback")
		return errors.Join(err, rollback)
	}
	return nil
}

// narrow copies what a table that a rule reads holds of the subjects into the schema, once. What is about others, such as the workers, is
// read where it is. A view that is itself evaluated for the subjects is there already.
func (s *someSubjects) narrow(ctx context.Context, conn *sql.Conn, r *rulebook.Rule, name string) error {
	if view := s.e.rules.View(name); view != nil {
		if t := s.mine.turn(name); t != nil && t.subjects != nil || !view.PerSubject || view.Subject != r.Subject {
			return nil
		}
	} else if t := s.e.Catalogue().Type(name); t == nil || t.About != r.Subject {
		return nil
	}
	s.mu.Lock()
	once := s.copies[name]
	if once == nil {
		once = &sync.Once{}
		s.copies[name] = once
	}
	s.mu.Unlock()
	once.Do(func() {
		_, err := conn.ExecContext(ctx, "create table "+s.table(name)+" as from "+store.Quote(name)+" where "+s.among)
		s.mu.Lock()
		s.failed[name] = err
		s.mu.Unlock()
	})
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.failed[name]
}

// evaluated says whether the rule's rows of the subjects are there.
func (s *someSubjects) evaluated(r *rulebook.Rule) bool { return s.mine.turn(r.ID).err == nil }

// replaceSQL lists the statements that put the rules' rows of the subjects in a shared table in the place of those that it has.
func (s *someSubjects) replaceSQL(t *sharedTable) (statements []string) {
	var ids, parts []string
	for _, r := range t.some {
		ids = append(ids, store.Text(r.ID))
		if s.evaluated(r) {
			parts = append(parts, "from "+s.rows(r))
		}
	}
	if len(ids) > 0 {
		among := s.among
		if t.version == ClockVersion {
			among = s.amongClocks
		}
		statements = append(statements, "delete from "+t.name+" where "+among+" and "+t.key+" in ("+strings.Join(ids, ", ")+")")
	}
	if len(parts) > 0 {
		statements = append(statements, "insert into "+t.name+" by name "+strings.Join(parts, " union all by name "))
	}
	return statements
}

// movedDuties lists, as literals, the duties of a shared table of which it must be looked at again whether any clock can be worked out: the
// subjects had the only ones, or have the first.
func (s *someSubjects) movedDuties(ctx context.Context, conn *sql.Conn, t *sharedTable) ([]string, error) {
	if len(t.some) == 0 {
		return nil, nil
	}
	without := s.w.WithoutData()
	var moved []string
	for _, r := range t.some {
		if _, lacks := without[r.ID]; lacks || !s.evaluated(r) {
			moved = append(moved, store.Text(r.ID))
		}
	}
	had := map[string]bool{}
	has := map[string]bool{}
	note := func(into map[string]bool) func(*sql.Rows) error {
		return func(rows *sql.Rows) error {
			var duty string
			err := rows.Scan(&duty)
			into[duty] = true
			return err
		}
	}
	var ids, parts []string
	for _, r := range t.some {
		if s.evaluated(r) {
			ids = append(ids, store.Text(r.ID))
			parts = append(parts, "select distinct duty from "+s.rows(r)+" where "+withDataSQL)
		}
	}
	if len(ids) == 0 {
		return moved, nil
	}
	err := store.Each(ctx, conn, "select distinct duty from "+t.name+" where "+s.amongClocks+" and duty in ("+strings.Join(ids, ", ")+") and "+withDataSQL, nil, note(had))
	if err == nil {
		err = store.Each(ctx, conn, strings.Join(parts, " union all "), nil, note(has))
	}
	if err != nil {
		return nil, fmt.Errorf("finding the duties without data: %w", err)
	}
	for id := range had {
		if !has[id] && !slices.Contains(moved, store.Text(id)) {
			moved = append(moved, store.Text(id))
		}
	}
	return moved, nil
}
