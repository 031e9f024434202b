// Package ruletest runs the rulebook's own tests through the same tables, functions and statements as production. Each test runs
// twice: as given, and with all that was recorded or happened after its day taken away. Where a rule says that its rows come from one
// subject's records, what is given stands among other subjects with the same records; its first test, and any that expects a figure, is run without them too.
package ruletest

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"log/slog"
	"reflect"
	"slices"
	"strings"
	"time"

	"heed/catalogue"
	"heed/internal/engine/eval"
	"heed/internal/engine/query"
	"heed/internal/engine/store"
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

// Tester runs tests in one database in memory, which holds the tables of the record types that the rule under test reads and no
// others. It is used by one caller at a time.
type Tester struct {
	types *catalogue.Catalogue
	rules *eval.Rules
	cfg   store.Config
	store *store.Store
}

// NewTester makes a tester over a book and catalogue, in memory.
func NewTester(ctx context.Context, c *catalogue.Catalogue, b *rulebook.Book) (*Tester, error) {
	rules, err := eval.NewRules(b, c)
	if err != nil {
		return nil, err
	}
	cfg := store.Config{Catalogue: c, Authority: "test", Log: slog.New(slog.DiscardHandler)}
	s, err := store.Empty(ctx, cfg)
	if err != nil {
		return nil, err
	}
	return &Tester{types: c, rules: rules, cfg: cfg, store: s}, nil
}

// RunTests runs the tests of rules, on as many testers as there are processors, and gives what fails in the rules' order.
func RunTests(ctx context.Context, c *catalogue.Catalogue, b *rulebook.Book, rules []*rulebook.Rule) ([]TestFailure, error) {
	found := make([][]TestFailure, len(rules))
	err := eval.Share(ctx, len(rules), func(ctx context.Context, pieces iter.Seq[int]) (err error) {
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
func (t *Tester) Close() error { return t.store.Close() }

// TableNames lists, sorted and once each, the tables and views that a SELECT reads, by DuckDB's own parser: not the
// names it gives to its own subqueries, and not table functions.
func (t *Tester) TableNames(ctx context.Context, query string) ([]string, error) {
	return t.store.TableNames(ctx, query)
}

// Run runs every test of a rule twice: as given, and with all that was recorded or happened after its as-at taken away. The two must
// agree, or the rule looks into the future.
func (t *Tester) Run(ctx context.Context, r *rulebook.Rule) (failures []TestFailure, err error) {
	b, err := t.bench(ctx, r)
	if err != nil {
		return nil, fmt.Errorf("testing %s: %w", r.ID, err)
	}
	defer func() { err = errors.Join(err, b.clear(ctx)) }()
	for i, test := range r.Tests {
		message, err := b.runBoth(ctx, test, i == 0)
		if err != nil {
			return failures, fmt.Errorf("testing %s: %s: %w", r.ID, test.Name, err)
		}
		if message != "" {
			failures = append(failures, TestFailure{r.ID, test.Name, strings.TrimSuffix(r.File, ".sql") + "_test.yml", test.Line, message})
		}
	}
	return failures, nil
}

// bench is one rule under test, with an evaluator of its own over the tables that it reads.
type bench struct {
	*Tester

	rule   *rulebook.Rule
	eval   *eval.Evaluator
	reader *query.Reader
	// loads are the record types that have tables.
	loads []*catalogue.Type
}

// bench makes the tables that a rule reads, itself or through its views, and those from which its rows get what its tests expect.
func (t *Tester) bench(ctx context.Context, r *rulebook.Rule) (*bench, error) {
	rules := t.rules.Only(query.Sources(t.rules, r, expected(r.Tests...)...))
	b := &bench{Tester: t, rule: r}
	for _, id := range rules.Dependencies() {
		if kind := t.types.Type(id); kind != nil {
			b.loads = append(b.loads, kind)
		}
	}
	if err := t.store.CreateTypes(ctx, b.loads); err != nil {
		return nil, err
	}
	e, err := eval.New(ctx, eval.Config{Store: t.store, StoreConfig: t.cfg, Rules: rules, Log: t.cfg.Log, KeepNumbersApart: true})
	if err != nil {
		return nil, err
	}
	b.eval, b.reader = e, query.New(e)
	return b, nil
}

// clear removes the tables.
func (b *bench) clear(ctx context.Context) error {
	b.eval.Stop()
	return b.store.DropTypes(ctx, b.loads)
}

// runBoth runs a test as given and without what came later. Where nothing given lies in the future the two are one and the same. alone says
// to run what is given without other subjects even where it is run among some.
func (b *bench) runBoth(ctx context.Context, test rulebook.Test, alone bool) (message string, err error) {
	given, message := b.records(test, false)
	if message != "" {
		return message, nil
	}
	others, err := b.others(test, given)
	if err != nil {
		return "", err
	}
	if alone || len(others) == 0 || test.Figure != nil {
		if message, err = b.runOne(ctx, test, given); err != nil || message != "" {
			return message, err
		}
	}
	if message, err = b.runAmongOthers(ctx, test, given, others); err != nil || message != "" {
		return message, err
	}
	before, message := b.records(test, true)
	if message != "" || reflect.DeepEqual(given, before) {
		return message, nil
	}
	message, err = b.runOne(ctx, test, before)
	if message != "" {
		message = "with what came after " + test.AsAt.Format(time.DateOnly) + " taken away: " + message
	}
	return message, err
}

// runOne gives what is wrong with one run of a test, blank where nothing is.
func (b *bench) runOne(ctx context.Context, test rulebook.Test, given []store.Given) (message string, err error) {
	types, err := b.load(ctx, given)
	if err != nil {
		return "", err
	}
	defer func() { err = errors.Join(err, b.store.Unload(ctx, types)) }()
	q := eval.Question{AsAt: test.AsAt, Moment: eval.EndOfDay(test.AsAt)}
	defer b.eval.Forget(ctx, q)
	err = b.eval.Ask(ctx, q, query.Sources(b.rules, b.rule, expected(test)...), func(w *eval.Workspace) error {
		message, err = b.judgeRows(ctx, w, test)
		return err
	})
	if err != nil || message != "" || test.Figure == nil {
		return message, err
	}
	f, err := b.reader.FindFigure(ctx, q, b.rule.ID, query.Slice{})
	if err != nil {
		return "", err
	}
	return compareFigure(test.Figure, f), nil
}

// load puts records into the tables that there are, in the order in which they were recorded, and gives the record types loaded.
// What the rule does not read is left out.
func (b *bench) load(ctx context.Context, given []store.Given) ([]string, error) {
	var list []store.Given
	var types []string
	for _, g := range given {
		if !slices.ContainsFunc(b.loads, func(t *catalogue.Type) bool { return t.ID == g.Record.Type }) {
			continue
		}
		list = append(list, g)
		if !slices.Contains(types, g.Record.Type) {
			types = append(types, g.Record.Type)
		}
	}
	slices.SortStableFunc(list, func(a, b store.Given) int { return a.RecordedAt.Compare(b.RecordedAt) })
	return types, b.store.Load(ctx, list)
}
