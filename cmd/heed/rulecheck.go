package main

import (
	"errors"
	"fmt"

	"heed/catalogue"
	"heed/internal/engine"
	"heed/internal/published"
	"heed/rulebook"
)

type ruleCheck struct {
	book
	output
}

// Run lints the rulebook.
func (c ruleCheck) Run(s *session) error {
	rules, findings, err := c.findings(s)
	if err != nil {
		return err
	}
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
		_, err = fmt.Fprintf(s.stdout, "%s checked, %s\n", count(rules, "rule"), count(len(findings), "finding"))
	}
	if err == nil && len(findings) > 0 {
		return errFindings
	}
	return err
}

// findings gives how many rules there are and what is wrong with them. Rules that cannot be parsed are findings too, and are
// then not counted.
func (c ruleCheck) findings(s *session) (rules int, list []rulebook.Finding, err error) {
	book, err := c.load()
	if list := findingsIn(err); len(list) > 0 {
		return 0, list, nil
	}
	if err != nil {
		return 0, nil, err
	}
	types, err := catalogue.Load()
	if err != nil {
		return 0, nil, err
	}
	tester, err := engine.NewTester(s.ctx, types, book)
	if list := findingsIn(err); len(list) > 0 { // views that read one another in a circle
		return len(book.Rules), list, nil
	}
	if err != nil {
		return 0, nil, err
	}
	defer func() { err = errors.Join(err, tester.Close()) }()
	unknown, err := unknownSeries(book)
	found := rulebook.Lint(book, types, func(sql string) ([]string, error) { return tester.TableNames(s.ctx, sql) })
	return len(book.Rules), append(found, unknown...), err
}

// unknownSeries lists the measures that name a published series which did not come with Heed.
func unknownSeries(book *rulebook.Book) ([]rulebook.Finding, error) {
	shipped, err := published.Shipped()
	if err != nil {
		return nil, err
	}
	quoted, err := published.QuotedValues()
	return published.Unknown(book, published.NewTable(shipped...), quoted), err
}

// findingsIn gives the findings that an error joins.
func findingsIn(err error) []rulebook.Finding {
	if joined, ok := errors.AsType[interface {
		error
		Unwrap() []error
	}](err); ok {
		var list []rulebook.Finding
		for _, one := range joined.Unwrap() {
			list = append(list, findingsIn(one)...)
		}
		return list
	}
	if one, ok := errors.AsType[rulebook.Finding](err); ok {
		return []rulebook.Finding{one}
	}
	return nil
}

type ruleTest struct {
	book
	output
	IDs []string `arg:"" optional:"" name:"id" help:"Rules to test; all if none is named."`
}

// Run tests rules, each test twice: see engine.Tester.
func (c ruleTest) Run(s *session) error {
	book, err := c.load()
	if err != nil {
		return err
	}
	rules, err := c.chosen(book)
	if err != nil {
		return err
	}
	types, err := catalogue.Load()
	if err != nil {
		return err
	}
	failures, err := engine.RunTests(s.ctx, types, book, rules)
	if err != nil {
		return err
	}
	g := &grid{columns: []string{"file", "line", "rule", "test", "failure"}}
	for _, f := range failures {
		g.add(f.File, f.Line, f.Rule, f.Test, f.Message)
	}
	tests := 0
	for _, r := range rules {
		tests += len(r.Tests)
	}
	return c.tell(s, g, len(rules), tests)
}

// chosen gives the rules to test.
func (c ruleTest) chosen(book *rulebook.Book) ([]*rulebook.Rule, error) {
	if len(c.IDs) == 0 {
		return book.Rules, nil
	}
	var rules []*rulebook.Rule
	for _, id := range c.IDs {
		r, err := find(book, id)
		if err != nil {
			return nil, err
		}
		rules = append(rules, r)
	}
	return rules, nil
}

func (c ruleTest) tell(s *session, failed *grid, rules, tests int) (err error) {
	n := len(failed.rows)
	if c.Output != "table" {
		err = c.print(s.stdout, failed)
	} else {
		for _, row := range failed.rows {
			_, _ = fmt.Fprintf(s.stdout, "%v:%v: %v: %v: %v\n", row...)
		}
		_, err = fmt.Fprintf(s.stdout, "%s, %s, each run twice: %d passed, %d failed\n", count(rules, "rule"), count(tests, "test"), tests-n, n)
	}
	if err == nil && n > 0 {
		return fmt.Errorf("%s of rules failed", count(n, "test"))
	}
	return err
}
