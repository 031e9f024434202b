package engine

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"iter"
	"reflect"
	"slices"
	"sort"
	"strconv"
	"strings"
	"time"

	"github.com/duckdb/duckdb-go/v2"

	"heed/catalogue"
	"heed/rulebook"
)

// TestFailure is one test of a rule that did not give what it expects.
type TestFailure struct {
	Rule, Test, File string
	Line             int
	Message          string
}

func (f TestFailure) String() string {
	return fmt.Sprintf("%s:%d: %s: %s: %s", f.File, f.Line, f.Rule, f.Test, f.Message)
}

// Tester runs the rulebook's tests through the same tables, macros and statements as production.
type Tester struct{ e *Engine }

// NewTester makes a tester over a book and catalogue, in memory.
func NewTester(ctx context.Context, c *catalogue.Catalogue, b *rulebook.Book) (*Tester, error) {
	e, err := newEngine(Config{Catalogue: c, Book: b, Authority: "test"})
	if err != nil {
		return nil, err
	}
	if err := e.connect(ctx); err != nil {
		return nil, err
	}
	if err := e.create(ctx); err != nil {
		return nil, errors.Join(err, e.Close())
	}
	return &Tester{e}, nil
}

// RunTests runs the tests of rules, on as many testers as there are processors, and gives what fails in the rules' order.
func RunTests(ctx context.Context, c *catalogue.Catalogue, b *rulebook.Book, rules []*rulebook.Rule) ([]TestFailure, error) {
	found := make([][]TestFailure, len(rules))
	err := share(ctx, len(rules), func(ctx context.Context, pieces iter.Seq[int]) (err error) {
		t, err := NewTester(ctx, c, b)
		if err != nil {
			return err
		}
		defer func() { err = errors.Join(err, t.Close()) }()
		for i := range pieces {
			if found[i], err = t.Run(ctx, rules[i]); err != nil {
				return err
			}
		}
		return nil
	})
	return slices.Concat(found...), err
}

// Close lets go of the tester's memory.
func (t *Tester) Close() error { return t.e.Close() }

// Run runs every test of a rule twice: as given, and with all that was recorded or happened after its as-at taken
// away. The two must agree, or the rule looks into the future.
func (t *Tester) Run(ctx context.Context, r *rulebook.Rule) ([]TestFailure, error) {
	var failures []TestFailure
	for _, test := range r.Tests {
		message, err := t.runBoth(ctx, r, test)
		if err != nil {
			return failures, fmt.Errorf("testing %s: %s: %w", r.ID, test.Name, err)
		}
		if message != "" {
			failures = append(failures, TestFailure{r.ID, test.Name, strings.TrimSuffix(r.File, ".sql") + "_test.yml", test.Line, message})
		}
	}
	return failures, nil
}

// runBoth runs a test as given and blind. Where nothing given lies in the future the two are one and the same.
func (t *Tester) runBoth(ctx context.Context, r *rulebook.Rule, test rulebook.Test) (message string, err error) {
	given, err := t.entries(test, false)
	if err != nil {
		return err.Error(), nil //nolint:nilerr // a test that gives what cannot be is a test that fails
	}
	message, err = t.runOne(ctx, r, test, given)
	if err != nil || message != "" {
		return message, err
	}
	blind, err := t.entries(test, true)
	if err != nil {
		return err.Error(), nil //nolint:nilerr // as above
	}
	if reflect.DeepEqual(given, blind) {
		return "", nil
	}
	message, err = t.runOne(ctx, r, test, blind)
	if message != "" {
		message = "with what came after " + test.AsAt.Format(time.DateOnly) + " taken away: " + message
	}
	return message, err
}

// runOne gives what is wrong with one run of a test, blank where nothing is.
func (t *Tester) runOne(ctx context.Context, r *rulebook.Rule, test rulebook.Test, given []testEntry) (message string, err error) {
	given = slices.Clone(given)
	if err := t.load(ctx, given); err != nil {
		return "", err
	}
	defer func() { err = errors.Join(err, t.unload(ctx, given)) }()
	w, err := t.e.space(ctx, Question{AsAt: test.AsAt, Moment: EndOfDay(test.AsAt)})
	if err != nil {
		return "", err
	}
	defer t.forget(ctx, w)
	if err := t.e.ensure(ctx, w, t.e.whose(t.e.wanted(r, expected(test)...))); err != nil {
		return "", err
	}
	if err := w.isBroken(r.ID); err != nil {
		return err.Error(), nil
	}
	return t.judge(ctx, w, r, test)
}

func (t *Tester) forget(ctx context.Context, w *workspace) {
	t.e.mu.Lock()
	delete(t.e.spaces, w.key)
	t.e.mu.Unlock()
	t.e.drop(ctx, w)
}

// testEntry is one given row on its way into the engine.
type testEntry struct {
	record     catalogue.Record
	recordedAt time.Time
}

// entries turns a test's given rows into records, as an import would.
func (t *Tester) entries(test rulebook.Test, blind bool) ([]testEntry, error) {
	var list []testEntry
	for name, value := range test.Settings {
		rec, err := t.record("setting", map[string]any{"name": name, "value": value, "basis": "test"})
		if err != nil {
			return nil, err
		}
		list = append(list, testEntry{rec, time.Date(2000, 1, 1, 0, 0, 0, 0, time.UTC)})
	}
	ids := make([]string, 0, len(test.Given))
	for id := range test.Given {
		ids = append(ids, id)
	}
	sort.Strings(ids)
	for _, id := range ids {
		for _, row := range test.Given[id] {
			entry, keep, err := t.given(id, row, test.AsAt, blind)
			if err != nil {
				return nil, err
			}
			if keep {
				list = append(list, entry)
			}
		}
	}
	return list, nil
}

// given turns one given row into a record. Run blind, a row recorded after as-at is left out and later dates of what
// is not planned are blanked.
func (t *Tester) given(id string, row map[string]any, asAt time.Time, blind bool) (testEntry, bool, error) {
	kind := t.e.cfg.Catalogue.Type(id)
	if kind == nil {
		return testEntry{}, false, fmt.Errorf("given %s: no such record type", id)
	}
	end := EndOfDay(asAt)
	recorded, err := recordedAt(kind, row)
	if err != nil {
		return testEntry{}, false, fmt.Errorf("given %s: %w", id, err)
	}
	seen := map[string]any{}
	for name, value := range row {
		if name == "recorded_at" {
			continue
		}
		if f := kind.Field(name); blind && f != nil && !f.Planned && !slices.Contains(kind.Key, name) {
			if on, ok := momentOf(f, value); ok && !on.Before(end) {
				continue
			}
		}
		seen[name] = value
	}
	if blind && !recorded.Before(end) {
		return testEntry{}, false, nil
	}
	rec, err := t.record(id, seen)
	return testEntry{rec, recorded}, true, err
}

// momentOf gives when a date or moment field of a row lies.
func momentOf(f *catalogue.Field, value any) (time.Time, bool) {
	text, ok := value.(string)
	if !ok {
		return time.Time{}, false
	}
	switch f.Type {
	case "date":
		day, err := time.ParseInLocation(time.DateOnly, text, London)
		return day, err == nil
	case "moment":
		at, err := time.Parse(time.RFC3339, text)
		return at, err == nil
	default:
		return time.Time{}, false
	}
}

// recordedAt gives when a given row was recorded: as it says, or at the first of its own dates that is not planned.
func recordedAt(kind *catalogue.Type, row map[string]any) (time.Time, error) {
	if text, ok := row["recorded_at"].(string); ok {
		if at, err := time.Parse(time.RFC3339, text); err == nil {
			return at, nil
		}
		return time.ParseInLocation(time.DateOnly, text, London)
	}
	first := time.Date(2000, 1, 1, 0, 0, 0, 0, time.UTC)
	found := false
	for _, f := range kind.Fields {
		if f.Planned {
			continue
		}
		if on, ok := momentOf(f, row[f.ID]); ok && (!found || on.Before(first)) {
			first, found = on, true
		}
	}
	return first, nil
}

// record makes a record of a row through the catalogue, so that a test cannot hold what an import would refuse.
func (t *Tester) record(id string, row map[string]any) (catalogue.Record, error) {
	kind := t.e.cfg.Catalogue.Type(id)
	values := make([]string, len(kind.Fields))
	for name, value := range row {
		at := kind.Index(name)
		if at < 0 {
			return catalogue.Record{}, fmt.Errorf("given %s: no field %s", id, name)
		}
		values[at] = canonicalText(value)
	}
	rec, faults, ok := kind.Canonical(values)
	for _, fault := range faults {
		if f := kind.Field(fault.Field); !ok || f == nil || values[kind.Index(fault.Field)] != "" {
			return rec, fmt.Errorf("given %s: %s: %s", id, fault.Field, fault.Reason)
		}
	}
	return rec, nil
}

func canonicalText(value any) string {
	switch v := value.(type) {
	case nil:
		return ""
	case string:
		return v
	case bool:
		return strconv.FormatBool(v)
	case []any:
		parts := make([]string, 0, len(v))
		for _, part := range v {
			parts = append(parts, canonicalText(part))
		}
		return strings.Join(parts, ";")
	default:
		return fmt.Sprint(v)
	}
}

// load puts the given records into the histories the way following does.
func (t *Tester) load(ctx context.Context, given []testEntry) error {
	conn, err := t.e.db.Conn(ctx)
	if err != nil {
		return err
	}
	defer func() { _ = conn.Close() }()
	sort.SliceStable(given, func(i, j int) bool { return given[i].recordedAt.Before(given[j].recordedAt) })
	types, versions := map[string]bool{}, map[string]int32{}
	err = t.e.appendStaging(ctx, conn, func(appender *duckdb.Appender) error {
		for i, g := range given {
			types[g.record.Type] = true
			key := g.record.Type + "|" + g.record.ID
			versions[key]++
			err := appender.AppendRow(g.record.Type, g.record.ID, g.record.Subject, versions[key], g.recordedAt.UTC(), false, int64(i), string(g.record.Body))
			if err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return err
	}
	return t.e.apply(ctx, conn, types)
}

func (t *Tester) unload(ctx context.Context, given []testEntry) error {
	types := map[string]bool{}
	for _, g := range given {
		types[g.record.Type] = true
	}
	return withConn(ctx, t.e, func(conn *sql.Conn) error {
		for id := range types {
			if _, err := conn.ExecContext(ctx, "delete from history."+quote(id)); err != nil {
				return err
			}
		}
		return nil
	})
}

func withConn(ctx context.Context, e *Engine, work func(*sql.Conn) error) error {
	conn, err := e.db.Conn(ctx)
	if err != nil {
		return err
	}
	return errors.Join(work(conn), conn.Close())
}
