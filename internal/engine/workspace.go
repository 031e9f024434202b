package engine

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"maps"
	"runtime"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"heed/rulebook"
)

// maxSpaces is how many questions' answers are kept beside the live one.
const maxSpaces = 12

// workspace holds the answers to one question: the rulebook's views as tables, the rows of each measure in a table of
// its own, the clocks of all duties of an area in one, with the view clock over these, and in finding what the checks
// found. A new entry so costs no more than the areas it touches.
type workspace struct {
	q Question
	// key names the question; name is its schema, which no workspace before it has had, as one that is being dropped may
	// still stand.
	key, name string
	// marks tell when each rule's rows, and the table of all clocks, were last evaluated.
	marks *marks
	used  atomic.Int64
	// settings are the local numbers in force for the question.
	settings atomic.Pointer[map[string]Setting]
	// same says which numbers are of one child; nil where each child has one.
	same atomic.Pointer[Same]

	// building is held while rules are evaluated; reading is held for writing when the schema is dropped.
	building sync.Mutex
	reading  sync.RWMutex
	gone     bool

	state sync.Mutex
	// built are the rules that are evaluated, and broken those of them that could not be, with why.
	built  map[string]bool
	broken map[string]string
	// blind are the duties of which no clock can be told, with how many they are: nothing that they need is recorded.
	blind map[string]int
}

// has says whether rules are evaluated.
func (w *workspace) has(rules []*rulebook.Rule) bool { return len(w.missing(rules)) == 0 }

// missing lists those of some rules that are not evaluated.
func (w *workspace) missing(rules []*rulebook.Rule) []*rulebook.Rule {
	w.state.Lock()
	defer w.state.Unlock()
	var list []*rulebook.Rule
	for _, r := range rules {
		if !w.built[r.ID] {
			list = append(list, r)
		}
	}
	return list
}

// judged remembers that a rule is evaluated, and whether it is broken.
func (w *workspace) judged(r *rulebook.Rule, err error) {
	w.state.Lock()
	defer w.state.Unlock()
	w.built[r.ID] = true
	delete(w.broken, r.ID)
	if err != nil {
		w.broken[r.ID] = err.Error()
	}
}

func (w *workspace) table(name string) string { return "work." + w.name + "." + quote(name) }

// clocks names the table of an area's clocks, and measured that of a measure's rows.
func (w *workspace) clocks(area string) string { return w.table("clock " + area) }

func (w *workspace) measured(id string) string { return w.table("measured " + id) }

// areas lists the areas that have duties.
func (e *Engine) areas() []string {
	var areas []string
	for _, r := range e.order {
		if r.Kind == rulebook.Duty && !slices.Contains(areas, r.Area) {
			areas = append(areas, r.Area)
		}
	}
	slices.Sort(areas)
	return areas
}

var generation atomic.Int64

// Warm makes a day's question the live one: all rules are evaluated now, and again for what each new entry changes.
func (e *Engine) Warm(ctx context.Context, asAt time.Time) error {
	w, err := e.space(ctx, Question{AsAt: asAt})
	if err != nil {
		return err
	}
	e.mu.Lock()
	e.live = w
	e.mu.Unlock()
	return e.ensure(ctx, w, e.order)
}

// space finds or makes the workspace of a question.
func (e *Engine) space(ctx context.Context, q Question) (*workspace, error) {
	key := q.schema()
	e.mu.Lock()
	defer e.mu.Unlock()
	e.asked++
	if w, ok := e.spaces[key]; ok {
		w.used.Store(e.asked)
		return w, nil
	}
	w := &workspace{q: q, key: key, name: fmt.Sprintf("%s_%d", key, e.asked), marks: newMarks(), built: map[string]bool{}, broken: map[string]string{}, blind: map[string]int{}}
	w.used.Store(e.asked)
	if err := e.createSpace(ctx, w); err != nil {
		return nil, err
	}
	e.spaces[key] = w
	e.evict(ctx)
	return w, nil
}

// evict drops the workspace that has gone unused the longest, where there are too many.
func (e *Engine) evict(ctx context.Context) {
	if len(e.spaces) <= maxSpaces {
		return
	}
	var oldest *workspace
	for _, w := range e.spaces {
		if w != e.live && (oldest == nil || w.used.Load() < oldest.used.Load()) {
			oldest = w
		}
	}
	if oldest != nil {
		delete(e.spaces, oldest.key)
		e.behind.Go(func() { e.drop(context.WithoutCancel(ctx), oldest) })
	}
}

// drop throws a workspace away once nobody reads it.
func (e *Engine) drop(ctx context.Context, w *workspace) {
	w.building.Lock()
	defer w.building.Unlock()
	w.reading.Lock()
	defer w.reading.Unlock()
	w.gone = true
	if _, err := e.db.ExecContext(ctx, "drop schema if exists work."+quote(w.one())+" cascade"); err != nil {
		e.cfg.Log.WarnContext(ctx, "dropping old answers", "err", err.Error())
	}
	if _, err := e.db.ExecContext(ctx, "drop schema if exists work."+w.name+" cascade"); err != nil {
		e.cfg.Log.WarnContext(ctx, "dropping old answers", "err", err.Error())
	}
}

const clockColumns = `duty VARCHAR, about VARCHAR, owner VARCHAR, subject_id VARCHAR, occasion_id VARCHAR, timed BOOLEAN,
    arose_on DATE, due_on DATE, met_on DATE, arose_at TIMESTAMPTZ, due_at TIMESTAMPTZ, met_at TIMESTAMPTZ,
    excused VARCHAR, detail VARCHAR, soon_by DATE, soon_hours INTEGER`

const findingColumns = `check_id VARCHAR, subject_id VARCHAR, record_type VARCHAR, record_id VARCHAR, field VARCHAR,
    reason VARCHAR, since_on DATE`

// createSpace makes a workspace's schema, its empty tables and the local numbers its rules may ask for.
func (e *Engine) createSpace(ctx context.Context, w *workspace) error {
	statements := []string{
		"create schema work." + w.name,
		"create table " + w.table("finding") + " (" + findingColumns + ")",
	}
	var clocks []string
	for _, area := range e.areas() {
		statements = append(statements, "create table "+w.clocks(area)+" ("+clockColumns+")")
		clocks = append(clocks, "select * from "+w.clocks(area))
	}
	if len(clocks) == 0 {
		clocks = []string{"select * from (select null::VARCHAR as duty) where false"}
	}
	statements = append(statements, "create view "+w.table("clock")+" as "+strings.Join(clocks, " union all "))
	return e.session(ctx, w, func(conn *sql.Conn) error {
		if _, err := conn.ExecContext(ctx, strings.Join(statements, ";\n")); err != nil {
			return fmt.Errorf("making room for a question: %w", err)
		}
		if _, err := e.findSame(ctx, conn, w); err != nil {
			return err
		}
		return e.fillSettings(ctx, conn, w)
	})
}

// fillSettings reads the local numbers: the authority's own record, or the default in the rule that asks for it.
func (e *Engine) fillSettings(ctx context.Context, conn *sql.Conn, w *workspace) (err error) {
	settings := map[string]Setting{}
	for _, r := range e.cfg.Book.Rules {
		for name, s := range r.Settings {
			settings[name] = Setting{Value: s.Value, Basis: s.Basis}
		}
	}
	rows, err := conn.QueryContext(ctx, "select name, value, coalesce(basis, '') from main.setting")
	if err != nil {
		return fmt.Errorf("reading the local numbers: %w", err)
	}
	defer func() { err = errors.Join(err, rows.Close()) }()
	for rows.Next() {
		var name string
		own := Setting{Own: true}
		if err := rows.Scan(&name, &own.Value, &own.Basis); err != nil {
			return fmt.Errorf("reading the local numbers: %w", err)
		}
		settings[name] = own
	}
	w.settings.Store(&settings)
	return rows.Err()
}

// Setting is a local number as it stands for a question.
type Setting struct {
	Value, Basis string
	// Own says that the authority has set it; otherwise it is the rule's default.
	Own bool
}

// settingsSQL writes the local numbers as the map that the setting macro reads.
func (w *workspace) settingsSQL() string {
	settings := w.settings.Load()
	if settings == nil || len(*settings) == 0 {
		return "set variable settings = map {}::MAP(VARCHAR, VARCHAR)"
	}
	parts := make([]string, 0, len(*settings))
	for _, name := range slices.Sorted(maps.Keys(*settings)) {
		parts = append(parts, text(name)+": "+text((*settings)[name].Value))
	}
	return "set variable settings = map {" + strings.Join(parts, ", ") + "}"
}

// text writes a literal.
func text(s string) string { return "'" + strings.ReplaceAll(s, "'", "''") + "'" }

// session runs work on a connection that stands in a question: its day, its knowledge and its tables.
func (e *Engine) session(ctx context.Context, w *workspace, work func(*sql.Conn) error) error {
	conn, err := e.db.Conn(ctx)
	if err != nil {
		return fmt.Errorf("asking the engine: %w", err)
	}
	defer func() { _ = conn.Close() }()
	statements := []string{
		"set variable as_at = date '" + w.q.AsAt.Format(time.DateOnly) + "'",
		"set variable known_at = timestamptz '" + w.q.knownAt().Format("2006-01-02 15:04:05.999999+00") + "'",
		w.settingsSQL(),
	}
	if _, err := conn.ExecContext(ctx, strings.Join(statements, ";\n")); err != nil {
		return fmt.Errorf("asking the engine: %w", err)
	}
	return work(conn)
}

// path is the statement that makes a rule's names mean this question's tables first, then the record types.
func (w *workspace) path(main string) string {
	if w.same.Load() != nil {
		return fmt.Sprintf("set search_path = 'work.%s,work.%s,%s.main'", w.name, w.one(), main)
	}
	return fmt.Sprintf("set search_path = 'work.%s,%s.main'", w.name, main)
}

// refresh throws away what new entries may change. The live question's clocks are evaluated again where they are touched; its
// figures and findings catch up behind, or when they are asked for.
func (e *Engine) refresh(ctx context.Context, changed map[string]bool, first time.Time) error {
	e.mu.Lock()
	live := e.live
	for name, w := range e.spaces {
		if w != live && !w.q.knownAt().Before(first) {
			delete(e.spaces, name)
			e.behind.Go(func() { e.drop(context.WithoutCancel(ctx), w) })
		}
	}
	e.mu.Unlock()
	if live == nil {
		return nil
	}
	touched, err := e.touchedBySame(ctx, live, changed)
	if err != nil {
		return err
	}
	live.forget(touched)
	if changed["setting"] {
		if err := e.session(ctx, live, func(conn *sql.Conn) error { return e.fillSettings(ctx, conn, live) }); err != nil {
			return err
		}
	}
	duties, err := e.duties("")
	if err != nil {
		return err
	}
	if err := e.ensure(ctx, live, duties); err != nil {
		return err
	}
	select {
	case e.late <- struct{}{}:
	default: // it is about to look anyway
	}
	return nil
}

// pause is how long nothing must have come in before the live answers catch up, so that whoever wrote sees their page first.
const pause = 500 * time.Millisecond

// catchUp evaluates what new entries have touched in the live question beside its clocks, a little at a time, so that
// whoever asks or writes meanwhile is not kept waiting long.
func (e *Engine) catchUp(ctx context.Context) {
	quiet := time.NewTimer(pause)
	for {
		select {
		case <-ctx.Done():
			return
		case <-e.late:
			quiet.Reset(pause)
		case <-quiet.C:
			if e.catchUpSome(ctx) {
				quiet.Reset(0)
			}
		}
	}
}

// catchUpSome evaluates a few rules, and says whether there may be more.
func (e *Engine) catchUpSome(ctx context.Context) bool {
	e.mu.RLock()
	live := e.live
	e.mu.RUnlock()
	if live == nil {
		return false
	}
	todo := live.missing(e.order)
	if len(todo) == 0 {
		return false
	}
	if err := e.ensure(ctx, live, todo[:min(len(todo), runtime.GOMAXPROCS(0))]); err != nil {
		if ctx.Err() == nil {
			e.cfg.Log.ErrorContext(ctx, "evaluating what new entries touch", "err", err.Error())
		}
		return false
	}
	return true
}

// touchedBySame lists the rules that new entries touch in the live question: all of them, where they change which numbers are
// of one child.
func (e *Engine) touchedBySame(ctx context.Context, live *workspace, changed map[string]bool) ([]*rulebook.Rule, error) {
	if live.same.Load() == nil && !slices.ContainsFunc(sameTypes, func(t string) bool { return changed[t] }) {
		return e.touched(changed), nil
	}
	moved := false
	err := e.session(ctx, live, func(conn *sql.Conn) (err error) {
		moved, err = e.findSame(ctx, conn, live)
		return err
	})
	if err != nil || !moved {
		return e.touched(changed), err
	}
	for _, t := range e.cfg.Catalogue.Types {
		e.changes.set(t.ID)
	}
	return e.order, nil
}

// forget makes rules be evaluated again when they are next asked for.
func (w *workspace) forget(rules []*rulebook.Rule) {
	w.building.Lock() // what is being evaluated may have read what was there before
	defer w.building.Unlock()
	w.state.Lock()
	defer w.state.Unlock()
	for _, r := range rules {
		delete(w.built, r.ID)
	}
}

// touched lists, in order, the rules that read any of the changed record types, themselves or through a view.
func (e *Engine) touched(changed map[string]bool) []*rulebook.Rule {
	dirty := map[string]bool{}
	for t := range changed {
		dirty[t] = true
	}
	var list []*rulebook.Rule
	for _, r := range e.order {
		for _, read := range e.reads[r] {
			if dirty[read] {
				dirty[r.ID] = dirty[r.ID] || r.Kind == rulebook.View
				list = append(list, r)
				break
			}
		}
	}
	return list
}

// readsOf lists what a rule's rows depend on: what its SQL names, the local numbers it asks for, and the population that the
// engine divides by.
func readsOf(r *rulebook.Rule) []string {
	list := append([]string{}, r.Reads...)
	if len(r.Settings) > 0 || strings.Contains(r.SQL, "setting(") {
		list = append(list, "setting")
	}
	if r.Population != "" {
		list = append(list, "population")
	}
	return list
}

// closure lists, in order, the rules wanted and the views they stand on.
func (e *Engine) closure(want []*rulebook.Rule) []*rulebook.Rule {
	wanted := map[*rulebook.Rule]bool{}
	for _, r := range want {
		wanted[r] = true
	}
	for _, r := range slices.Backward(e.order) {
		if !wanted[r] {
			continue
		}
		for _, read := range e.reads[r] {
			if e.isView(read) {
				wanted[e.cfg.Book.Rule(read)] = true
			}
		}
	}
	return slices.DeleteFunc(slices.Clone(e.order), func(r *rulebook.Rule) bool { return !wanted[r] })
}

func (e *Engine) isView(name string) bool {
	r := e.cfg.Book.Rule(name)
	return r != nil && r.Kind == rulebook.View
}
