package ruletest

import (
	"fmt"
	"maps"
	"slices"
	"sort"
	"strconv"
	"strings"
	"time"

	"heed/catalogue"
	"heed/internal/engine/eval"
	"heed/internal/engine/store"
	"heed/rulebook"
)

// records turns a test's given rows into records; what cannot be a record is a message, as a test that gives what cannot be is a
// test that fails.
func (b *bench) records(test rulebook.Test, withoutLater bool) (given []store.Given, message string) {
	given, err := b.entries(test, withoutLater)
	if err == nil {
		var covered []store.Given
		covered, err = b.covered(test)
		given = append(covered, given...)
	}
	if err != nil {
		return nil, err.Error()
	}
	return given, ""
}

// entries turns a test's given rows into records, as an import would. Without what came later, what was recorded or happened after
// its as-at is taken away.
func (t *Tester) entries(test rulebook.Test, withoutLater bool) ([]store.Given, error) {
	var list []store.Given
	for name, value := range test.Settings {
		rec, err := t.record("setting", map[string]any{"name": name, "value": value, "basis": "test"})
		if err != nil {
			return nil, err
		}
		list = append(list, store.Given{Record: rec, RecordedAt: time.Date(2000, 1, 1, 0, 0, 0, 0, time.UTC)})
	}
	ids := make([]string, 0, len(test.Given))
	for id := range test.Given {
		ids = append(ids, id)
	}
	sort.Strings(ids)
	for _, id := range ids {
		for _, row := range test.Given[id] {
			entry, keep, err := t.given(id, row, test.AsAt, withoutLater)
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

// covered gives the records that say what a test's records cover: of the types that the rule hangs on every day up to the one asked
// about, where it says nothing else.
func (b *bench) covered(test rulebook.Test) ([]store.Given, error) {
	var list []store.Given
	named := slices.Concat(b.rule.MetBy, b.rule.RestsOn, slices.Collect(maps.Keys(test.Coverage)))
	for _, id := range rulebook.TypesOf(named...) {
		days, said := test.Coverage[id]
		if !said {
			days = []rulebook.Interval{{From: time.Date(1900, 1, 1, 0, 0, 0, 0, time.UTC)}}
		}
		for _, d := range days {
			row := map[string]any{"record_type": id, "source": "test", "from_on": d.From.Format(time.DateOnly), "to_on": d.To.Format(time.DateOnly), "basis": "test", "lacks": lacking(test, id)}
			if d.To.IsZero() {
				row["to_on"], row["to_today"] = row["from_on"], true
			}
			rec, err := b.record(eval.CoverageType, row)
			if err != nil {
				return nil, err
			}
			list = append(list, store.Given{Record: rec, RecordedAt: time.Date(2000, 1, 1, 0, 0, 0, 0, time.UTC)})
		}
	}
	return list, nil
}

// lacking gives the fields of a record type that a test says have no source.
func lacking(test rulebook.Test, recordType string) string {
	var fields []string
	for name, days := range test.Coverage {
		if of, field, found := strings.Cut(name, "."); found && of == recordType && len(days) == 0 {
			fields = append(fields, field)
		}
	}
	return strings.Join(fields, ";")
}

// given turns one given row into a record. Run withoutLater, a row recorded after as-at is left out and later dates of what
// is not planned are blanked.
func (t *Tester) given(id string, row map[string]any, asAt time.Time, withoutLater bool) (store.Given, bool, error) {
	kind := t.types.Type(id)
	if kind == nil {
		return store.Given{}, false, fmt.Errorf("given %s: no such record type", id)
	}
	end := eval.EndOfDay(asAt)
	recorded, err := recordedAt(kind, row)
	if err != nil {
		return store.Given{}, false, fmt.Errorf("given %s: %w", id, err)
	}
	seen := map[string]any{}
	for name, value := range row {
		if name == "recorded_at" {
			continue
		}
		if f := kind.Field(name); withoutLater && f != nil && !f.Planned && !slices.Contains(kind.Key, name) {
			if on, ok := momentOf(f, value); ok && !on.Before(end) {
				continue
			}
		}
		seen[name] = value
	}
	if withoutLater && !recorded.Before(end) {
		return store.Given{}, false, nil
	}
	rec, err := t.record(id, seen)
	return store.Given{Record: rec, RecordedAt: recorded}, true, err
}

// momentOf gives when a date or moment field of a row lies.
func momentOf(f *catalogue.Field, value any) (time.Time, bool) {
	text, ok := value.(string)
	if !ok {
		return time.Time{}, false
	}
	switch f.Type {
	case "date":
		day, err := time.ParseInLocation(time.DateOnly, text, eval.London)
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
		return time.ParseInLocation(time.DateOnly, text, eval.London)
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

// unknownCode is the code that no list has, by which a test asks what a rule makes of one. Any other code that a list lacks is a slip.
const unknownCode = "ZZ9"

// record makes a record of a row through the catalogue, so that a test cannot hold what an import would refuse.
func (t *Tester) record(id string, row map[string]any) (catalogue.Record, error) {
	kind := t.types.Type(id)
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
		if fault.Effect == catalogue.EffectAsGiven && values[kind.Index(fault.Field)] == unknownCode {
			continue
		}
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
