package ledgertest

import (
	"maps"
	"strconv"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"heed/catalogue"
	"heed/internal/ledger"
)

// world is what a ledger ought to say, kept the simplest way.
type world struct {
	records map[string]string            // body of what stands, by "review/" and record id
	from    map[string]string            // the scope it is from, blank for a plain file
	held    map[string]map[string]string // by scope and record id, what its last extract said
}

func (w *world) file(records []catalogue.Record) {
	for _, r := range records {
		if body := string(r.Body); w.records["review/"+r.ID] != body {
			w.records["review/"+r.ID], w.from[r.ID] = body, ""
		}
	}
}

// extract is what a full extract of a scope ought to do.
func (w *world) extract(scope string, records []catalogue.Record) {
	now := make(map[string]string)
	for _, r := range records {
		now[r.ID] = string(r.Body)
		body, stands := w.records["review/"+r.ID]
		from := w.from[r.ID]
		orphan := from != "" && w.held[from][r.ID] != body
		news := w.held[scope][r.ID] != now[r.ID]
		if body != now[r.ID] && (!stands || orphan || news) {
			w.records["review/"+r.ID], w.from[r.ID] = now[r.ID], scope
		}
	}
	for id := range w.held[scope] {
		elsewhere := now[id] != ""
		for other, held := range w.held {
			elsewhere = elsewhere || other != scope && held[id] != ""
		}
		if !elsewhere {
			delete(w.records, "review/"+id)
		}
	}
	w.held[scope] = now
}

func (h Harness) anySequenceOfExtractsGivesWhatAModelGives(t *testing.T) {
	t.Parallel()
	s, runs := h.open(t), 0
	rapid.Check(t, func(rt *rapid.T) {
		runs++
		authority := strconv.Itoa(runs) // each run has a ledger of its own: an authority's
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
			b.Authority = authority
			if _, err := s.Import(t.Context(), b, put(records...)); err != nil {
				rt.Fatal(err)
			}
			if scope != "" {
				model.extract(scope, records)
			} else {
				model.file(records)
			}
			compare(rt, s, authority, model.records)

			b.ID += " again"
			again, err := s.Import(t.Context(), b, put(records...))
			if err != nil {
				rt.Fatal(err)
			}
			if again.Appended > 0 || again.Withdrawn > 0 {
				rt.Fatalf("importing it again gave %+v", again)
			}
			compare(rt, s, authority, model.records)
		}
		if _, err := s.Verify(t.Context(), authority, 0); err != nil {
			rt.Fatal(err)
		}
	})
}

// An import that is undone leaves what was there before it.
func (h Harness) anyImportCanBeUndone(t *testing.T) {
	t.Parallel()
	s, runs := h.open(t), 0
	rapid.Check(t, func(rt *rapid.T) {
		runs++
		authority := strconv.Itoa(runs) // each run has a ledger of its own: an authority's
		load := func(id string) {
			b := extract(id, "cin 2022")
			b.Authority = authority
			importRecords(t, s, b, drawRecords(rt)...)
		}
		for i := range rapid.IntRange(0, 3).Draw(rt, "imports") {
			load("b" + strconv.Itoa(i))
		}
		before := standing(t, s, authority)
		load("last")
		receipt, err := s.Undo(t.Context(), authority, "last", "analyst", "a mistake", day0)
		if err != nil || receipt.Left > 0 {
			rt.Fatal(receipt, err)
		}
		compare(rt, s, authority, before)
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

func compare(t *rapid.T, s *ledger.Store, authority string, want map[string]string) {
	t.Helper()
	if got := standing(t, s, authority); !maps.Equal(got, want) {
		t.Fatal(cmp.Diff(want, got))
	}
}
