package rules

import (
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"heed/catalogue"
	"heed/internal/web/kit"
	"heed/internal/words"
	"heed/rulebook"
)

// testView is one test of a rule, to be read by someone who does not write SQL.
type testView struct {
	Name, AsAt, Settings string
	Given                []tableView
	// Expect is nil where the test says nothing of rows; Nothing says that there must be none.
	Expect  *tableView
	Nothing bool
	Figure  string
}

// tableView is a plain table of words.
type tableView struct {
	Caption string
	Columns []string
	Rows    [][]string
}

func testViews(rule *rulebook.Rule, c *catalogue.Catalogue) []testView {
	views := make([]testView, 0, len(rule.Tests))
	for _, test := range rule.Tests {
		v := testView{Name: test.Name, AsAt: words.LongDate(test.AsAt), Settings: settingsWords(test.Settings)}
		for _, name := range slices.Sorted(maps.Keys(test.Given)) {
			v.Given = append(v.Given, givenTable(c.Type(name), name, test.Given[name]))
		}
		if test.ExpectSet {
			expect := table("Then: "+words.Count(len(test.Expect), "row"), test.Expect, plainName, "any")
			v.Expect, v.Nothing = &expect, len(test.Expect) == 0
		}
		v.Figure = figureExpected(test.Figure)
		views = append(views, v)
	}
	return views
}

// givenTable sets out what a test records of one record type, in the catalogue's words. A view has none there.
func givenTable(t *catalogue.Type, name string, rows []map[string]any) tableView {
	if t == nil {
		return table("Given: "+plainName(name), rows, plainName, "blank")
	}
	return table("Given: "+t.Title, rows, func(column string) string {
		if field := t.Field(column); field != nil {
			return field.Title
		}
		return plainName(column)
	}, "blank")
}

// table sets rows out under the columns that any of them has. absent stands where a row says nothing.
func table(caption string, rows []map[string]any, title func(string) string, absent string) tableView {
	t := tableView{Caption: caption}
	named := map[string]bool{}
	for _, row := range rows {
		for name := range row {
			named[name] = true
		}
	}
	columns := slices.SortedFunc(maps.Keys(named), columnOrder)
	for _, name := range columns {
		t.Columns = append(t.Columns, title(name))
	}
	for _, row := range rows {
		var cells []string
		for _, name := range columns {
			value, given := row[name]
			if !given {
				cells = append(cells, absent)
				continue
			}
			cells = append(cells, cellWords(value))
		}
		t.Rows = append(t.Rows, cells)
	}
	return t
}

// columnOrder puts who a row is about first and when it was recorded last.
func columnOrder(a, b string) int {
	rank := func(name string) int {
		switch name {
		case "subject_id", "child_id":
			return 0
		case "occasion_id":
			return 1
		case "recorded_at":
			return 9
		}
		return 5
	}
	if d := rank(a) - rank(b); d != 0 {
		return d
	}
	return strings.Compare(a, b)
}

// plainName turns a column's name into words.
func plainName(name string) string {
	switch name {
	case "subject_id", "child_id":
		return "Child"
	case "occasion_id":
		return "Occasion"
	}
	return words.Capital(strings.ReplaceAll(name, "_", " "))
}

// cellWords prints a value of a test. Nothing is said to be nothing.
func cellWords(value any) string {
	switch v := value.(type) {
	case nil:
		return "nothing"
	case bool:
		if v {
			return "yes"
		}
		return "no"
	case float64:
		return strconv.FormatFloat(v, 'f', -1, 64)
	case string:
		if day, ok := kit.ParseDate(v); ok {
			return words.ShortDate(day)
		}
		if v == "" {
			return "blank"
		}
		return v
	case []any:
		words := make([]string, 0, len(v))
		for _, one := range v {
			words = append(words, cellWords(one))
		}
		return strings.Join(words, ", ")
	}
	return fmt.Sprint(value)
}

func settingsWords(settings map[string]string) string {
	var words []string
	for _, name := range slices.Sorted(maps.Keys(settings)) {
		words = append(words, strings.ReplaceAll(name, "_", " ")+" is "+settings[name])
	}
	return strings.Join(words, "; ")
}

// figureExpected says in words what figure a test wants.
func figureExpected(want *rulebook.FigureExpect) string {
	if want == nil {
		return ""
	}
	var words []string
	if want.Null {
		words = append(words, "no figure, because nothing is counted")
	}
	for _, part := range []struct {
		name  string
		value *float64
	}{{"value", want.Value}, {"numerator", want.Numerator}, {"denominator", want.Denominator}, {"left out", want.LeftOut}} {
		if part.value != nil {
			words = append(words, part.name+" "+strconv.FormatFloat(*part.value, 'f', -1, 64))
		}
	}
	return strings.Join(words, ", ")
}
