package rulebook

import (
	"slices"
	"strings"
)

// leastTests is how many tests every rule has: met, not met, and nothing owed.
const leastTests = 3

// tests checks that a rule has its tests and that what they are given exists.
func (l *linter) tests(r *Rule) {
	file := strings.TrimSuffix(r.File, ".sql") + testSuffix
	if len(r.Tests) < leastTests {
		l.Add(r.File, 1, r.ID, "has %d tests; at least %d are needed", len(r.Tests), leastTests)
	}
	for _, t := range r.Tests {
		l.given(r, file, t)
		for name := range t.Settings {
			if !l.hasSetting(name) {
				l.Add(file, t.Line, r.ID, "sets %q, which is no setting of any rule", name)
			}
		}
		for name := range t.Coverage {
			if l.catalogue.Type(TypesOf(name)[0]) == nil {
				l.Add(file, t.Line, r.ID, "test %q says what %q covers, which is no record type", t.Name, name)
			}
		}
		if t.Figure != nil && r.Kind != Measure {
			l.Add(file, t.Line, r.ID, "expects a figure of a rule that is no measure")
		}
	}
	if r.Kind != Duty || len(r.Tests) < leastTests {
		return
	}
	for _, need := range []struct {
		what string
		ok   func(Test) bool
	}{
		{"met", func(t Test) bool { return expectsStatus(t, "met", "met late") }},
		{"not met (overdue)", func(t Test) bool { return expectsStatus(t, "overdue") }},
		{"nothing owed (expect: [])", func(t Test) bool { return t.ExpectSet && len(t.Expect) == 0 }},
	} {
		if !slices.ContainsFunc(r.Tests, need.ok) {
			l.Add(file, 1, r.ID, "has no test of: %s", need.what)
		}
	}
}

// hasSetting says whether any rule has this setting: a test of a rule may set what
// a view that it reads asks for.
func (l *linter) hasSetting(name string) bool {
	return slices.ContainsFunc(l.book.Rules, func(r *Rule) bool {
		_, ok := r.Settings[name]
		return ok
	})
}

func expectsStatus(t Test, statuses ...string) bool {
	return slices.ContainsFunc(t.Expect, func(row map[string]any) bool {
		status, ok := row["status"].(string)
		return ok && slices.Contains(statuses, status)
	})
}

// given checks that a test records only what the catalogue holds.
func (l *linter) given(r *Rule, file string, t Test) {
	for name, rows := range t.Given {
		kind := l.catalogue.Type(name)
		if kind == nil {
			l.Add(file, t.Line, r.ID, "test %q is given %q, which is no record type", t.Name, name)
			continue
		}
		for _, row := range rows {
			for field := range row {
				if field != "recorded_at" && kind.Field(field) == nil {
					l.Add(file, t.Line, r.ID, "test %q is given %s.%s, which is no field", t.Name, name, field)
				}
			}
		}
	}
}
