package eval

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
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

	mu      sync.Mutex
	copies  map[string]*copied
	empties map[string]func() (bool, error)

	findingUnused sync.Once
	unusedTypes   map[string]bool
	unusedErr     error
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
	s := &someSubjects{e: e, w: w, mine: mine, copies: map[string]*copied{}, empties: map[string]func() (bool, error){}}
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
			statements = append(statements, "create table if not exists "+s.rows(t.some[0].rule)+" ("+t.columns+")")
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

// rows names the table of what a rule gives for the subjects: one for all clocks, and one for all findings.
func (s *someSubjects) rows(r *rulebook.Rule) string {
	switch r.Kind {
	case rulebook.Duty:
		return s.table("clocks of some")
	case rulebook.Check:
		return s.table("findings of some")
	default:
		return s.table(tableOf(r))
	}
}

// evaluate evaluates a rule for the subjects, and says whether the rows may be other than they were. A view's and a measure's are put in
// their place at once.
func (s *someSubjects) evaluate(ctx context.Context, conn *sql.Conn, r *rulebook.Rule) (changed bool, err error) {
	none, err := s.none(ctx, conn, r)
	if err != nil {
		return true, err
	}
	switch {
	case r.Kind == rulebook.Measure:
		return true, s.measure(ctx, conn, r, none)
	case r.Kind == rulebook.View:
		return s.view(ctx, conn, r, none)
	case none:
		return true, nil
	default:
		return true, s.run(ctx, conn, "insert into "+s.rows(r)+" by name "+s.e.selectSQL(s.w, r))
	}
}

// measure puts a measure's rows of the subjects in their place.
func (s *someSubjects) measure(ctx context.Context, conn *sql.Conn, r *rulebook.Rule, none bool) error {
	table := s.w.rowsTable(r)
	statements := []string{"delete from " + table + " where " + s.among}
	if !none {
		statements = append(statements, "insert into "+table+" by name "+s.e.selectSQL(s.w, r))
	}
	return s.run(ctx, conn, statements...)
}

// view puts a view's rows of the subjects in their place, and says whether they are other than they were.
func (s *someSubjects) view(ctx context.Context, conn *sql.Conn, r *rulebook.Rule, none bool) (changed bool, err error) {
	table, rows := s.w.rowsTable(r), s.rows(r)
	remove := "delete from " + table + " where " + s.among
	if none {
		result, err := conn.ExecContext(ctx, remove)
		if err != nil {
			return false, err
		}
		n, err := result.RowsAffected()
		return n > 0, err
	}
	if err := s.run(ctx, conn, "create table "+rows+" as "+s.e.selectSQL(s.w, r)); err != nil {
		return false, err
	}
	const differ = `with was as (select * from %s where %s)
	select exists(from was except all from %s) or exists(from %[3]s except all from was), (select count(*) from %[3]s)`
	there := &copied{}
	there.once.Do(func() {
		there.err = conn.QueryRowContext(ctx, fmt.Sprintf(differ, table, s.among, rows)).Scan(&changed, &there.rows)
	})
	s.mu.Lock()
	s.copies[r.ID] = there
	s.mu.Unlock()
	if there.err != nil || !changed {
		return false, there.err
	}
	return true, atOnce(ctx, conn, remove, "insert into "+table+" by name from "+rows)
}

// run runs statements, in one transaction, that read the tables of the schema before those of everybody.
func (s *someSubjects) run(ctx context.Context, conn *sql.Conn, statements ...string) error {
	path := strings.ReplaceAll(s.schema, `"`, "") + "," + s.w.searchPathNames()
	if _, err := conn.ExecContext(ctx, "set search_path = '"+path+"'"); err != nil {
		return err
	}
	err := atOnce(ctx, conn, statements...)
	_, reset := conn.ExecContext(context.WithoutCancel(ctx), s.w.searchPath())
	return errors.Join(err, reset)
}

// atOnce runs statements in one transaction.
func atOnce(ctx context.Context, conn *sql.Conn, statements ...string) error {
	if len(statements) == 1 {
		_, err := conn.ExecContext(ctx, statements[0])
		return err
	}
	all := "begin;\n" + strings.Join(statements, ";\n") + ";\ncommit"
	if _, err := conn.ExecContext(ctx, all); err != nil {
		_, rollback := conn.ExecContext(context.WithoutCancel(ctx), "rollback")
		return errors.Join(err, rollback)
	}
	return nil
}

// none says whether a rule can have no rows of the subjects, as they have no records of a kind that it needs. Otherwise what it reads of them
// is in the schema.
func (s *someSubjects) none(ctx context.Context, conn *sql.Conn, r *rulebook.Rule) (bool, error) {
	parsed, err := s.e.parse(ctx, s.w.store, conn, r)
	if err != nil {
		return false, err
	}
	var failed []error
	none := parsed.Empty(func(name string) bool {
		n, err := s.narrow(ctx, conn, r, name)
		failed = append(failed, err)
		return n == 0
	})
	if err := errors.Join(failed...); none || err != nil {
		return none, err
	}
	for _, name := range r.Reads {
		if _, err := s.narrow(ctx, conn, r, name); err != nil {
			return false, err
		}
	}
	return false, nil
}

// evaluateAll evaluates a rule for everybody. A duty or a check that can have no rows, as nobody has a record of a kind that it needs, is not asked.
func (s *someSubjects) evaluateAll(ctx context.Context, conn *sql.Conn, r *rulebook.Rule) error {
	if r.Kind == rulebook.Duty || r.Kind == rulebook.Check {
		if none, err := s.noneAtAll(ctx, conn, r); none || err != nil {
			return err
		}
	}
	_, err := conn.ExecContext(ctx, s.e.rowsSQL(s.w, r))
	return err
}

// noneAtAll says whether a rule can have no rows of anybody. Its SQL is parsed only where a table that it reads holds nothing.
func (s *someSubjects) noneAtAll(ctx context.Context, conn *sql.Conn, r *rulebook.Rule) (bool, error) {
	empty := map[string]bool{}
	for _, name := range r.Reads {
		holdsNothing, err := s.holdsNothing(ctx, conn, name)
		if err != nil {
			return false, err
		}
		if holdsNothing {
			empty[name] = true
		}
	}
	if len(empty) == 0 {
		return false, nil
	}
	parsed, err := s.e.parse(ctx, s.w.store, conn, r)
	if err != nil {
		return false, err
	}
	return parsed.Empty(func(name string) bool { return empty[name] }), nil
}

// holdsNothing says whether a table that rules read holds nothing of anybody, which is looked for once in a run. Where many rules are evaluated a
// record type does where it has never had a record: all these are known at once, and to plan a look into each takes longer than the look.
func (s *someSubjects) holdsNothing(ctx context.Context, conn *sql.Conn, name string) (bool, error) {
	if s.mine.many() && s.e.Catalogue().Type(name) != nil {
		unused, err := s.unused(ctx, conn)
		return unused[name], err
	}
	s.mu.Lock()
	find := s.empties[name]
	if find == nil {
		find = sync.OnceValues(func() (bool, error) {
			var some bool
			err := conn.QueryRowContext(ctx, "select exists(from "+store.Quote(name)+")").Scan(&some)
			return !some, err
		})
		s.empties[name] = find
	}
	s.mu.Unlock()
	return find()
}

// unused gives the record types that have never had a record, which are looked for once in a run.
func (s *someSubjects) unused(ctx context.Context, conn *sql.Conn) (map[string]bool, error) {
	s.findingUnused.Do(func() { s.unusedTypes, s.unusedErr = s.w.store.Unused(ctx, conn) })
	return s.unusedTypes, s.unusedErr
}

// parse reads the SQL of a rule once.
func (e *Evaluator) parse(ctx context.Context, s *store.Store, conn *sql.Conn, r *rulebook.Rule) (*store.Parsed, error) {
	if known, ok := e.parsed.Load(r); ok {
		return known.(*store.Parsed), nil
	}
	parsed, err := s.Parse(ctx, conn, r.SQL)
	if err == nil {
		e.parsed.Store(r, parsed)
	}
	return parsed, err
}

// everybodys is the number of rows of a table that is read where it is: any.
const everybodys = -1

// copied is a table of the schema, once rows, how many it has, are known.
type copied struct {
	once sync.Once
	rows int64
	err  error
}

// narrow copies what a table that a rule reads holds of the subjects into the schema, once, and gives how many rows that is. What is about
// others, such as the workers, is read where it is. A view that is itself evaluated for the subjects may be there already.
func (s *someSubjects) narrow(ctx context.Context, conn *sql.Conn, r *rulebook.Rule, name string) (int64, error) {
	if view := s.e.rules.View(name); view != nil {
		if !view.PerSubject || view.Subject != r.Subject {
			return everybodys, nil
		}
	} else if t := s.e.Catalogue().Type(name); t == nil || t.About != r.Subject {
		return everybodys, nil
	}
	s.mu.Lock()
	c := s.copies[name]
	if c == nil {
		c = &copied{}
		s.copies[name] = c
	}
	s.mu.Unlock()
	c.once.Do(func() {
		const statements = "create table %s as from %s where %s; select count(*) from %[1]s"
		c.err = conn.QueryRowContext(ctx, fmt.Sprintf(statements, s.table(name), store.Quote(name), s.among)).Scan(&c.rows)
	})
	return c.rows, c.err
}

// replaceSQL lists the statements that put the rules' rows of the subjects in a shared table in the place of those that it has.
func (s *someSubjects) replaceSQL(t *sharedTable) []string {
	taken := t.taken()
	if len(taken) == 0 {
		return nil
	}
	return []string{
		"delete from " + t.name + " where " + s.amongIn(t),
		"insert into " + t.name + " by name from " + s.rows(taken[0]) + " where " + t.of(taken),
	}
}

// amongIn is the condition that a row of a shared table is of the subjects and of a rule that was evaluated for them.
func (s *someSubjects) amongIn(t *sharedTable) string {
	among := s.among
	if t.version == ClockVersion {
		among = s.amongClocks
	}
	return among + " and " + t.of(t.taken())
}

// tallies counts the clocks that the subjects have, and those that they are to have, of the duties that were evaluated for them.
func (s *someSubjects) tallies(ctx context.Context, conn *sql.Conn, tables []*sharedTable) (was, now map[string]tally, err error) {
	var old, next []string
	for _, t := range tables {
		if taken := t.taken(); len(taken) > 0 && t.version == ClockVersion {
			old = append(old, t.name+" where "+s.amongIn(t))
			next = []string{s.rows(taken[0])}
		}
	}
	if was, err = talliesOf(ctx, conn, old); err != nil {
		return nil, nil, err
	}
	now, err = talliesOf(ctx, conn, next)
	return was, now, err
}
