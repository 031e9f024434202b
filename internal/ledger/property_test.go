package ledger

import (
	"maps"
	"path/filepath"
	"strconv"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"heed/catalogue"
)

// world is what a ledger ought to say, kept the simplest way.
type world struct {
	records map[string]string            // body of what stands, by record id
	from    map[string]string            // the scope it is from, blank for a plain file
	held    map[string]map[string]string // by scope and record id, what its last extract said
}

func (w *world) file(records []catalogue.Record) {
	for _, r := range records {
		if body := string(r.Body); w.records[r.ID] != body {
			w.records[r.ID], w.from[r.ID] = body, ""
		}
	}
}

// extract is what a full extract of a scope ought to do.
func (w *world) extract(scope string, records []catalogue.Record) {
	now := make(map[string]string)
	for _, r := range records {
		now[r.ID] = string(r.Body)
		body, stands := w.records[r.ID]
		from := w.from[r.ID]
		spokenFor := from == "" || w.held[from][r.ID] == body
		repeats := w.held[scope][r.ID] == now[r.ID]
		if body != now[r.ID] && !(stands && spokenFor && repeats) {
			w.records[r.ID], w.from[r.ID] = now[r.ID], scope
		}
	}
	for id := range w.held[scope] {
		elsewhere := now[id] != ""
		for other, held := range w.held {
			elsewhere = elsewhere || other != scope && held[id] != ""
		}
		if !elsewhere {
			delete(w.records, id)
		}
	}
	w.held[scope] = now
}

func TestAnySequenceOfExtractsGivesWhatAModelGives(t *testing.T) {
	t.Parallel()
	dir, opened := t.TempDir(), 0
	rapid.Check(t, func(rt *rapid.T) {
		opened++
		s, err := Open(t.Context(), filepath.Join(dir, strconv.Itoa(opened)+".db"))
		if err != nil {
			rt.Fatal(err)
		}
		defer func() { _ = s.Close() }()
		model := world{
			records: make(map[string]string), from: make(map[string]string), held: make(map[string]map[string]string),
		}
		for i := range rapid.IntRange(1, 6).Draw(rt, "imports") {
			scope := rapid.SampledFrom([]string{"cin 2021", "cin 2022", ""}).Draw(rt, "scope")
			records := drawRecords(rt)
			b := batch("b" + strconv.Itoa(i))
			if scope != "" {
				b = extract(b.ID, scope)
			}
			if _, err := s.Import(t.Context(), b, put(records...)); err != nil {
				rt.Fatal(err)
			}
			if scope != "" {
				model.extract(scope, records)
			} else {
				model.file(records)
			}
			compare(rt, s, model.records)

			b.ID += " again"
			again, err := s.Import(t.Context(), b, put(records...))
			if err != nil {
				rt.Fatal(err)
			}
			if again.Appended > 0 || again.Withdrawn > 0 {
				rt.Fatalf("importing it again gave %+v", again)
			}
			compare(rt, s, model.records)
		}
		if err := s.Verify(t.Context(), brockwell); err != nil {
			rt.Fatal(err)
		}
	})
}

// An import that is undone leaves what was there before it.
func TestAnyImportCanBeUndone(t *testing.T) {
	t.Parallel()
	dir, opened := t.TempDir(), 0
	rapid.Check(t, func(rt *rapid.T) {
		opened++
		s, err := Open(t.Context(), filepath.Join(dir, strconv.Itoa(opened)+".db"))
		if err != nil {
			rt.Fatal(err)
		}
		defer func() { _ = s.Close() }()
		for i := range rapid.IntRange(0, 3).Draw(rt, "imports") {
			importRecords(t, s, extract("b"+strconv.Itoa(i), "cin 2022"), drawRecords(rt)...)
		}
		before := standing(t, s)
		importRecords(t, s, extract("last", "cin 2022"), drawRecords(rt)...)
		receipt, err := s.Undo(t.Context(), brockwell, "last", "analyst", day0)
		if err != nil || receipt.Left > 0 {
			rt.Fatal(receipt, err)
		}
		if diff := cmp.Diff(before, standing(t, s)); diff != "" {
			rt.Fatal(diff)
		}
	})
}

// drawRecords draws a file: each record in it once, as a well-formed file has it.
func drawRecords(t *rapid.T) []catalogue.Record {
	var records []catalogue.Record
	values := rapid.MapOf(rapid.StringMatching(`[1-9]`), rapid.StringMatching(`[xyz]`)).Draw(t, "values")
	for id, value := range values {
		records = append(records, record("review", id, value))
	}
	return records
}

func compare(t *rapid.T, s *Store, want map[string]string) {
	t.Helper()
	got := make(map[string]string)
	err := s.Entries(t.Context(), brockwell, 0, func(e Entry) error {
		delete(got, e.RecordID)
		if !e.Withdrawn {
			got[e.RecordID] = string(e.Body)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if !maps.Equal(got, want) {
		t.Fatal(cmp.Diff(want, got))
	}
}
