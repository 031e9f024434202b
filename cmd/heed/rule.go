package main

import (
	"errors"
	"fmt"
	"strings"
	"time"

	"heed/catalogue"
	"heed/internal/engine"
	"heed/rulebook"
)

type ruleCommands struct {
	List  ruleList  `cmd:"" help:"List the rules."`
	Show  ruleShow  `cmd:"" help:"Show one rule: its header, its SQL and its tests."`
	Check ruleCheck `cmd:"" help:"Check that every rule is well written. Exit 3 if one is not."`
	Test  ruleTest  `cmd:"" help:"Run the tests of all rules, or of those named."`
	Run   ruleRun   `cmd:"" help:"Run one rule over an authority's records and print its rows."`
}

type ruleList struct {
	output
	Kind string `enum:"duty,measure,check,view," default:"" help:"Only rules of this kind: duty, measure, check or view."`
}

// Run lists the rules of the book this binary carries.
func (c ruleList) Run(s *session) error {
	book, err := rulebook.Load()
	if err != nil {
		return err
	}
	g := &grid{columns: []string{"id", "kind", "area", "force", "title", "number", "source", "version"}}
	for _, r := range book.Rules {
		if c.Kind == "" || c.Kind == string(r.Kind) {
			g.add(r.ID, string(r.Kind), r.Area, r.Force, r.Title, r.Number, r.Source, ruleVersion(r))
		}
	}
	if c.Output == "table" {
		g.columns = g.columns[:5]
		for i := range g.rows {
			g.rows[i] = g.rows[i][:5]
		}
	}
	return c.print(s.stdout, g)
}

// ruleVersion names a rule's version: the number its author gave and the digest of its file.
func ruleVersion(r *rulebook.Rule) string { return fmt.Sprintf("%d-%s", r.Version, r.Digest) }

type ruleShow struct {
	output
	ID string `arg:"" help:"The rule's id, such as icpc."`
}

// Run shows one rule.
func (c ruleShow) Run(s *session) error {
	book, err := rulebook.Load()
	if err != nil {
		return err
	}
	r := book.Rule(c.ID)
	if r == nil {
		return fmt.Errorf("there is no rule %q; heed rule list gives them all", c.ID)
	}
	head := object{
		keys: []string{"id", "kind", "title", "area", "subject", "force", "number", "source", "in_force", "owner", "warn", "statistic", "period", "unit", "reads", "why", "about", "version", "tests", "sql"},
		values: []any{r.ID, r.Kind, r.Title, r.Area, r.Subject, r.Force, r.Number, r.Source, r.InForce.String(), r.Owner, r.Warn.String(),
			r.Statistic, r.Period, r.Unit, r.Reads, r.Why, r.About, ruleVersion(r), len(r.Tests), r.SQL},
	}
	if c.Output == "json" {
		return printJSON(s.stdout, head)
	}
	g := &grid{columns: []string{"item", "value"}}
	for i, key := range head.keys {
		value := head.values[i]
		if list, ok := value.([]string); ok {
			value = strings.Join(list, ", ")
		}
		if key != "sql" && cell(value) != "" && cell(value) != ".." {
			g.add(key, value)
		}
	}
	if c.Output == "csv" {
		g.add("sql", r.SQL)
		return c.print(s.stdout, g)
	}
	if err := c.print(s.stdout, g); err != nil {
		return err
	}
	_, err = fmt.Fprintf(s.stdout, "\n%s\n", r.SQL)
	return err
}

// books loads what rules are checked against.
func books(s *session) (*catalogue.Catalogue, *rulebook.Book, *engine.Tester, error) {
	c, err := catalogue.Load()
	if err != nil {
		return nil, nil, nil, err
	}
	book, err := rulebook.Load()
	if err != nil {
		return nil, nil, nil, err
	}
	tester, err := engine.NewTester(s.ctx, c, book)
	return c, book, tester, err
}

type ruleCheck struct{ output }

// Run lints the rulebook.
func (c ruleCheck) Run(s *session) (err error) {
	types, book, tester, err := books(s)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, tester.Close()) }()
	findings := rulebook.Lint(book, types, func(sql string) ([]string, error) { return tester.TableNames(s.ctx, sql) })
	g := &grid{columns: []string{"file", "line", "rule", "finding"}}
	for _, f := range findings {
		g.add(f.File, f.Line, f.ID, f.Message)
	}
	if c.Output != "table" {
		err = c.print(s.stdout, g)
	} else {
		for _, f := range findings {
			_, _ = fmt.Fprintln(s.stdout, f.Error())
		}
		_, err = fmt.Fprintf(s.stdout, "%d rules checked, %d findings\n", len(book.Rules), len(findings))
	}
	if err == nil && len(findings) > 0 {
		return errFindings
	}
	return err
}

type ruleTest struct {
	output
	IDs []string `arg:"" optional:"" name:"id" help:"Rules to test; all if none is named."`
}

// Run tests rules, each test twice: see engine.Tester.
func (c ruleTest) Run(s *session) (err error) {
	_, book, tester, err := books(s)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, tester.Close()) }()
	rules := book.Rules
	if len(c.IDs) > 0 {
		rules = nil
		for _, id := range c.IDs {
			r := book.Rule(id)
			if r == nil {
				return usagef("there is no rule %q; heed rule list gives them all", id)
			}
			rules = append(rules, r)
		}
	}
	g := &grid{columns: []string{"file", "line", "rule", "test", "failure"}}
	tests := 0
	for _, r := range rules {
		failures, err := tester.Run(s.ctx, r)
		if err != nil {
			return err
		}
		tests += len(r.Tests)
		for _, f := range failures {
			g.add(f.File, f.Line, f.Rule, f.Test, f.Message)
		}
	}
	if c.Output != "table" {
		err = c.print(s.stdout, g)
	} else {
		for _, row := range g.rows {
			_, _ = fmt.Fprintf(s.stdout, "%v:%v: %v: %v: %v\n", row...)
		}
		_, err = fmt.Fprintf(s.stdout, "%d rules, %d tests, each run twice: %d passed, %d failed\n", len(rules), tests, tests-len(g.rows), len(g.rows))
	}
	if err == nil && len(g.rows) > 0 {
		return fmt.Errorf("%d tests of rules failed", len(g.rows))
	}
	return err
}

// asked is the question that commands which answer take.
type asked struct {
	AsAt    string `name:"as-at" placeholder:"DAY" help:"The day asked about, such as 2026-03-31. Today if not given."`
	KnownAt string `name:"known-at" placeholder:"DAY" help:"Use only what had been recorded by the end of this day, or by this moment (2026-03-31T09:00:00Z)."`
}

// times reads the question. A known-at day means its end.
func (a asked) times() (asAt, knownAt time.Time, err error) {
	if a.AsAt != "" {
		if asAt, err = catalogue.ParseDate(a.AsAt); err != nil {
			return asAt, knownAt, usagef("--as-at %s is not a day: write it as 2026-03-31 or 31/03/2026", a.AsAt)
		}
	}
	if a.KnownAt == "" {
		return asAt, knownAt, nil
	}
	if knownAt, err = time.Parse(time.RFC3339, a.KnownAt); err == nil {
		return asAt, knownAt, nil
	}
	day, err := catalogue.ParseDate(a.KnownAt)
	if err != nil {
		return asAt, knownAt, usagef("--known-at %s is neither a day nor a moment: write it as 2026-03-31 or 2026-03-31T09:00:00Z", a.KnownAt)
	}
	return asAt, engine.EndOfDay(day), nil
}
