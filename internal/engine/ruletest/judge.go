package ruletest

import (
	"context"
	"fmt"
	"maps"
	"math"
	"slices"
	"sort"
	"strconv"
	"strings"
	"time"

	"heed/internal/engine/eval"
	"heed/internal/engine/query"
	"heed/internal/engine/store"
	"heed/rulebook"
)

// judgeRows compares the rows that a rule gave, those that meet some conditions, with those that a test expects. Only the columns it names are compared. A broken
// rule fails its test.
func (b *bench) judgeRows(ctx context.Context, w *eval.Workspace, test rulebook.Test, conditions ...string) (string, error) {
	if broken, ok := w.AllBroken()[b.rule.ID]; ok {
		return (&eval.BrokenError{Rule: b.rule.ID, Reason: broken}).Error(), nil
	}
	if !test.ExpectSet {
		return "", nil
	}
	if b.rule.Kind == rulebook.Measure && b.rule.Period == rulebook.Snapshot {
		conditions = append(conditions, "on_date = date "+store.Text(test.AsAt.Format(time.DateOnly)))
	}
	columns := expected(test)
	got, err := b.reader.ReadRule(ctx, w, w.Question(), b.rule, strings.Join(conditions, " and "), columns...)
	if err != nil {
		return "", err
	}
	for _, name := range columns {
		if !slices.Contains(got.Columns, name) {
			return fmt.Sprintf("expects a column %s; the rule gives %s", name, strings.Join(got.Columns, ", ")), nil
		}
	}
	return compare(test.Expect, texts(got)), nil
}

// expected lists the columns that tests name.
func expected(tests ...rulebook.Test) []string {
	var names []string
	for _, test := range tests {
		for _, row := range test.Expect {
			names = slices.AppendSeq(names, maps.Keys(row))
		}
	}
	return names
}

// texts writes each row's values as texts, by column.
func texts(got query.RuleRows) []map[string]string {
	var rows []map[string]string
	for _, values := range got.Rows {
		row := make(map[string]string, len(got.Columns))
		for i, name := range got.Columns {
			row[name] = cellText(name, values[i])
		}
		rows = append(rows, row)
	}
	return rows
}

// cellText writes a value the way a test file does: dates as 2026-03-31, moments in UTC, null for what is missing.
func cellText(name string, value any) string {
	switch v := value.(type) {
	case nil:
		return "null"
	case time.Time:
		if strings.HasSuffix(name, "_at") {
			return v.UTC().Format(time.RFC3339)
		}
		return v.Format(time.DateOnly)
	case float64:
		return strconv.FormatFloat(v, 'f', -1, 64)
	case []any:
		parts := make([]string, 0, len(v))
		for _, part := range v {
			parts = append(parts, cellText("", part))
		}
		return strings.Join(parts, ";")
	default:
		return fmt.Sprint(v)
	}
}

func wantText(name string, value any) string {
	if value == nil {
		return "null"
	}
	text := canonicalText(value)
	if strings.HasSuffix(name, "_at") {
		if at, err := time.Parse(time.RFC3339, text); err == nil {
			return at.UTC().Format(time.RFC3339)
		}
	}
	return text
}

// compare pairs wanted rows with rows given, in any order, and says what does not pair.
func compare(want []map[string]any, got []map[string]string) string {
	left := slices.Clone(got)
	var missing []string
	for _, row := range want {
		at := slices.IndexFunc(left, func(g map[string]string) bool { return matches(row, g) })
		if at < 0 {
			missing = append(missing, describe(row))
			continue
		}
		left = slices.Delete(left, at, at+1)
	}
	if len(missing) == 0 && len(left) == 0 {
		return ""
	}
	columns := map[string]bool{"subject_id": true}
	for _, row := range want {
		for name := range row {
			columns[name] = true
		}
	}
	if len(want) == 0 {
		columns["occasion_id"], columns["status"], columns["on_date"], columns["counted"], columns["due_on"] = true, true, true, true, true
	}
	extra := make([]string, 0, len(left))
	for _, g := range left {
		extra = append(extra, describeGot(g, columns))
	}
	return fmt.Sprintf("missing %v; besides %v", missing, extra)
}

func matches(want map[string]any, got map[string]string) bool {
	for name, value := range want {
		if wantText(name, value) != got[name] {
			return false
		}
	}
	return true
}

func describe(row map[string]any) string {
	parts := make([]string, 0, len(row))
	for name, value := range row {
		parts = append(parts, name+": "+wantText(name, value))
	}
	sort.Strings(parts)
	return "{" + strings.Join(parts, ", ") + "}"
}

func describeGot(row map[string]string, columns map[string]bool) string {
	parts := make([]string, 0, len(columns))
	for name := range columns {
		if value, ok := row[name]; ok {
			parts = append(parts, name+": "+value)
		}
	}
	sort.Strings(parts)
	return "{" + strings.Join(parts, ", ") + "}"
}

func compareFigure(want *rulebook.FigureExpect, got query.Figure) string {
	left := float64(got.TotalLeftOut())
	pairs := []struct {
		name      string
		want, got *float64
	}{
		{"value", want.Value, got.Value}, {"numerator", want.Numerator, got.Numerator},
		{"denominator", want.Denominator, got.Denominator}, {"left_out", want.LeftOut, &left},
	}
	if want.Null && got.Value != nil {
		return fmt.Sprintf("the figure should have no value; it is %g", *got.Value)
	}
	for _, p := range pairs {
		if p.want == nil {
			continue
		}
		if p.got == nil {
			return fmt.Sprintf("the figure has no %s; expected %g", p.name, *p.want)
		}
		if math.Abs(*p.want-*p.got) > 0.005 {
			return fmt.Sprintf("the figure's %s is %g; expected %g", p.name, *p.got, *p.want)
		}
	}
	return ""
}
