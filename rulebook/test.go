package rulebook

import (
	"strconv"
	"time"

	"github.com/goccy/go-yaml/ast"
)

// Test is one case of a rule: what is recorded, the day it is asked about, and the
// rows the rule must then give.
type Test struct {
	Name string
	// AsAt is midnight UTC of the day asked about.
	AsAt time.Time
	// Settings are local numbers the authority has set, by name.
	Settings map[string]string
	// Given holds rows by record type, field by field. A field left out is null.
	Given map[string][]map[string]any
	// Expect are the rows wanted, in any order. Only the columns named are compared.
	// ExpectSet is false where the test says nothing of rows.
	Expect    []map[string]any
	ExpectSet bool
	// Figure is the figure wanted of a measure, or nil.
	Figure *FigureExpect
	// Line is where the test begins in its file.
	Line int
}

// FigureExpect is the figure a test wants of a measure. What is nil is not
// compared.
type FigureExpect struct {
	Value, Numerator, Denominator, LeftOut *float64
	// Null says that there must be no value, as where nothing is counted.
	Null bool
}

// readTests parses the tests of one rule.
func readTests(to *findings, s source, id string) []Test {
	node := document(to, s.path, id, 0, s.text)
	if node == nil {
		return nil
	}
	seq, ok := node.(*ast.SequenceNode)
	if !ok {
		to.add(s.path, 1, id, "must be a list of tests")
		return nil
	}
	var tests []Test
	seen := map[string]bool{}
	for _, entry := range seq.Values {
		t := readTest(openSection(to, s.path, id, 0, entry))
		if seen[t.Name] && t.Name != "" {
			to.add(s.path, t.Line, id, "test name %q is given twice", t.Name)
		}
		seen[t.Name] = true
		tests = append(tests, t)
	}
	return tests
}

func readTest(s *section) Test {
	t := Test{Line: s.line, Name: s.need("name")}
	t.AsAt = isoDate(s.need("as_at"))
	if t.AsAt.IsZero() && s.text("as_at") != "" {
		s.fault(s.at("as_at"), "as_at must be a date such as 2026-03-31")
	}
	if sub := s.sub("settings"); sub != nil {
		t.Settings = map[string]string{}
		for _, name := range sub.keys() {
			t.Settings[name] = sub.need(name)
		}
	}
	t.Given = map[string][]map[string]any{}
	if sub := s.sub("given"); sub != nil {
		for _, name := range sub.keys() {
			t.Given[name] = sub.rows(name)
		}
	}
	_, t.ExpectSet = s.values["expect"]
	t.Expect = s.rows("expect")
	if sub := s.sub("figure"); sub != nil {
		t.Figure = readFigure(sub)
	}
	if !t.ExpectSet && t.Figure == nil {
		s.fault(s.line, "expects nothing: give expect or figure")
	}
	s.done()
	return t
}

func readFigure(s *section) *FigureExpect {
	f := &FigureExpect{
		Value: s.number("value"), Numerator: s.number("numerator"),
		Denominator: s.number("denominator"), LeftOut: s.number("left_out"),
	}
	_, f.Null = s.values["value"].(*ast.NullNode)
	s.done()
	return f
}

// number gives the number at a key, or nil where it is absent or null.
func (s *section) number(key string) *float64 {
	text := s.text(key)
	if text == "" {
		return nil
	}
	n, err := strconv.ParseFloat(text, 64)
	if err != nil {
		s.fault(s.at(key), "%s must be a number", key)
	}
	return &n
}

// rows gives a list of mappings of column to value.
func (s *section) rows(key string) []map[string]any {
	var rows []map[string]any
	for _, entry := range s.list(key) {
		sub := openSection(s.to, s.file, s.id, s.offset, entry)
		row := map[string]any{}
		for _, name := range sub.keys() {
			row[name] = sub.value(name)
		}
		rows = append(rows, row)
	}
	return rows
}

// value gives nil, a bool, an int64, a float64, text or a list of these. Dates and
// moments are text. A number written as no number is, such as the code 01, is
// text.
func (s *section) value(key string) any {
	v, ok := plain(s.node(key))
	if !ok {
		s.fault(s.at(key), "%s must be a value or a list of values", key)
	}
	return v
}

func plain(node ast.Node) (any, bool) {
	text, ok := scalar(node)
	switch n := node.(type) {
	case *ast.NullNode:
		return nil, true
	case *ast.BoolNode:
		return n.Value, true
	case *ast.IntegerNode:
		if i, err := strconv.ParseInt(text, 10, 64); err == nil && strconv.FormatInt(i, 10) == text {
			return i, true
		}
	case *ast.FloatNode:
		return n.Value, true
	case *ast.SequenceNode:
		list := []any{}
		for _, item := range n.Values {
			v, ok := plain(item)
			if !ok {
				return nil, false
			}
			list = append(list, v)
		}
		return list, true
	}
	return text, ok
}
