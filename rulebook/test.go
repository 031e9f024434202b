package rulebook

import (
	"strconv"
	"strings"
	"time"

	"github.com/goccy/go-yaml/ast"

	"heed/internal/strictyaml"
)

// Test is one case of a rule: what is recorded, the day it is asked about, and the
// rows the rule must then give.
type Test struct {
	Name string
	// AsAt is midnight UTC of the day asked about.
	AsAt time.Time
	// Settings are local numbers the authority has set, by name.
	Settings map[string]string
	// Coverage says for which days the records of a type are complete; a type that it does not name covers every day up to AsAt.
	// One with no days has no source.
	Coverage map[string][]Interval
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
func readTests(to *strictyaml.Faults, s strictyaml.Source, id string) []Test {
	document := strictyaml.Document{Faults: to, File: s.Path, ID: id}
	node := document.Parse(s.Text)
	if node == nil {
		return nil
	}
	seq, ok := node.(*ast.SequenceNode)
	if !ok {
		document.Fault(1, "must be a list of tests")
		return nil
	}
	var tests []Test
	seen := map[string]bool{}
	for _, entry := range seq.Values {
		one := document.Open(entry)
		if one == nil {
			continue
		}
		t := readTest(one)
		if seen[t.Name] && t.Name != "" {
			document.Fault(t.Line, "test name %q is given twice", t.Name)
		}
		seen[t.Name] = true
		tests = append(tests, t)
	}
	return tests
}

func readTest(s *strictyaml.Section) Test {
	t := Test{Line: s.Start, Name: s.NeedText("name")}
	t.AsAt = isoDate(s.NeedText("as_at"))
	if t.AsAt.IsZero() && s.Text("as_at") != "" {
		s.Fault(s.At("as_at"), "as_at must be a date such as 2026-03-31")
	}
	if sub := s.Inside("settings"); sub != nil {
		t.Settings = map[string]string{}
		for _, name := range sub.Keys() {
			t.Settings[name] = sub.NeedText(name)
		}
	}
	if sub := s.Inside("coverage"); sub != nil {
		t.Coverage = map[string][]Interval{}
		for _, name := range sub.Keys() {
			t.Coverage[name] = readDays(sub, name)
		}
	}
	t.Given = map[string][]map[string]any{}
	if sub := s.Inside("given"); sub != nil {
		for _, name := range sub.Keys() {
			t.Given[name] = readRows(sub, name)
		}
	}
	t.ExpectSet = s.Node("expect") != nil
	t.Expect = readRows(s, "expect")
	if sub := s.Inside("figure"); sub != nil {
		t.Figure = readFigure(sub)
	}
	if !t.ExpectSet && t.Figure == nil {
		s.Fault(s.Start, "expects nothing: give expect or figure")
	}
	s.Done()
	return t
}

func readFigure(s *strictyaml.Section) *FigureExpect {
	f := &FigureExpect{
		Value: readNumber(s, "value"), Numerator: readNumber(s, "numerator"),
		Denominator: readNumber(s, "denominator"), LeftOut: readNumber(s, "left_out"),
	}
	_, f.Null = s.Node("value").(*ast.NullNode)
	s.Done()
	return f
}

// readNumber gives the number at a key, or nil where it is absent or null.
func readNumber(s *strictyaml.Section, key string) *float64 {
	text := s.Text(key)
	if text == "" {
		return nil
	}
	n, err := strconv.ParseFloat(text, 64)
	if err != nil {
		s.Fault(s.At(key), "%s must be a number", key)
	}
	return &n
}

// readRows gives a list of mappings of column to value.
func readRows(s *strictyaml.Section, key string) []map[string]any {
	var rows []map[string]any
	for _, entry := range s.List(key) {
		sub := s.Open(entry)
		if sub == nil {
			continue
		}
		row := map[string]any{}
		for _, name := range sub.Keys() {
			row[name] = readValue(sub, name)
		}
		rows = append(rows, row)
	}
	return rows
}

// readValue gives nil, a bool, an int64, a float64, text or a list of these. Dates and
// moments are text. A number written as no number is, such as the code 01, is
// text.
func readValue(s *strictyaml.Section, key string) any {
	v, ok := plain(s.Node(key))
	if !ok {
		s.Fault(s.At(key), "%s must be a value or a list of values", key)
	}
	return v
}

func plain(node ast.Node) (any, bool) {
	text, ok := strictyaml.Scalar(node)
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

// readDays reads the days that the records of a type cover: 2024-04-01..2025-03-31, several of them one after another with a comma
// between, or none.
func readDays(s *strictyaml.Section, key string) []Interval {
	text := s.NeedText(key)
	if text == "none" {
		return nil
	}
	var list []Interval
	for part := range strings.SplitSeq(text, ",") {
		from, to, found := strings.Cut(strings.TrimSpace(part), "..")
		i := Interval{From: isoDate(from), To: isoDate(to)}
		bad := !found || i.From.IsZero() || (to != "") == i.To.IsZero()
		if bad || !i.To.IsZero() && i.To.Before(i.From) {
			s.Fault(s.At(key), "%s must be none, or days such as 2024-04-01..2025-03-31 or 2024-04-01..", key)
			return nil
		}
		list = append(list, i)
	}
	return list
}
