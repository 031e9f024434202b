package eval

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"maps"
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

// subjects gives those for whom any rule of a run is evaluated and not for everybody: all such rules are evaluated for all of them, which
// gives the rest the rows that they have. Where they are too many together it is for everybody.
func (r *run) subjects() store.Subjects {
	subjects := store.Subjects{}
	for _, t := range r.turns {
		if t.subjects != nil {
			subjects = subjects.And(t.subjects)
		}
	}
	for _, t := range r.turns {
		if subjects == nil || len(t.subjects) == 0 {
			t.subjects = nil
		}
	}
	return subjects
}

// beginSome makes the schema for those rules of a run that are evaluated for some subjects, with a table for what rules share.
func (e *Evaluator) beginSome(ctx context.Context, w *Workspace, mine *run, subjects store.Subjects, tables []*sharedTable) (*someSubjects, error) {
	s := &someSubjects{e: e, w: w, mine: mine, copies: map[string]*sync.Once{}, failed: map[string]error{}}
	if len(subjects) == 0 {
		return s, nil
	}
	s.schema = "work." + store.Quote(fmt.Sprintf("%s_some_%d", w.name, generation.Add(1)))
	ids, hashes := []string{"''"}, []string{"hash('')"}
	for id := range subjects {
		ids = append(ids, store.Text(id))
		hashes = append(hashes, "hash("+store.Text(id)+")")
	}
	s.among = "subject_id in (" + strings.Join(ids, ", ") + ")"
	s.amongClocks = "subject_hash in (" + strings.Join(hashes, ", ") + ") and " + s.among
	statements := []string{"create schema " + s.schema}
	for _, t := range tables {
		if len(t.some) > 0 {
			statements = append(statements, "create table "+s.sharedRows(t)+" ("+t.columns+")")
		}
	}
	return s, w.Session(ctx, func(conn *sql.Conn) error {
		if _, err := conn.ExecContext(ctx, strings.Join(statements, ";\n")); err != nil {
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

// rows names the table of what a rule gives for the subjects: clocks and findings in one for all rules of a shared table.
func (s *someSubjects) rows(r *rulebook.Rule) string {
	return s.table(tableOf(r))
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
	query := "create table " + s.rows(r) + " as " + s.e.selectSQL(s.w, r)
	shared := r.Kind == rulebook.Duty || r.Kind == rulebook.Check
	if shared {
		query = "insert into " + s.rows(r) + " by name " + s.e.selectSQL(s.w, r)
	}
	_, err = conn.ExecContext(ctx, query)
	if _, reset := conn.ExecContext(context.WithoutCancel(ctx), s.w.searchPath()); err != nil || reset != nil {
		return errors.Join(err, reset)
	}
	if shared {
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

// sharedRows names the table in the schema of what the rules of a shared table give.
func (s *someSubjects) sharedRows(t *sharedTable) string { return s.rows(t.some[0]) }

// replaceSQL lists the statements that put the rules' rows of the subjects in a shared table in the place of those that it has.
func (s *someSubjects) replaceSQL(t *sharedTable) []string {
	if len(t.some) == 0 {
		return nil
	}
	return []string{"delete from " + t.name + " where " + s.amongIn(t), "insert into " + t.name + " by name from " + s.sharedRows(t)}
}

// amongIn is the condition that a row of a shared table is of the subjects and of a rule that is evaluated for them.
func (s *someSubjects) amongIn(t *sharedTable) string {
	ids := make([]string, 0, len(t.some))
	for _, r := range t.some {
		ids = append(ids, store.Text(r.ID))
	}
	among := s.among
	if t.version == ClockVersion {
		among = s.amongClocks
	}
	return among + " and " + t.key + " in (" + strings.Join(ids, ", ") + ")"
}

// tallies counts the clocks that the subjects have, and talliesNow those that they are to have.
func (s *someSubjects) tallies(ctx context.Context, conn *sql.Conn, tables []*sharedTable) (map[string]tally, error) {
	all := map[string]tally{}
	for _, t := range tables {
		if len(t.some) == 0 || t.version != ClockVersion {
			continue
		}
		found, err := talliesOf(ctx, conn, []string{t.name}, s.amongIn(t))
		if err != nil {
			return nil, err
		}
		maps.Copy(all, found)
	}
	return all, nil
}

func (s *someSubjects) talliesNow(ctx context.Context, conn *sql.Conn, tables []*sharedTable) (map[string]tally, error) {
	var names []string
	for _, t := range tables {
		if len(t.some) > 0 && t.version == ClockVersion {
			names = append(names, s.sharedRows(t))
		}
	}
	return talliesOf(ctx, conn, names, "true")
}
