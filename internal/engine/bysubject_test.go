package engine_test

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"heed/catalogue"
	"heed/internal/engine"
	"heed/internal/ledger"
	"heed/rulebook"
)

// deck is every record that the rulebook's own tests are given, by record type: what the rules look at, in all its turns.
type deck struct {
	types []string
	rows  map[string][]map[string]any
}

func newDeck(book *rulebook.Book) deck {
	d := deck{rows: map[string][]map[string]any{}}
	for _, r := range book.Rules {
		for _, test := range r.Tests {
			for recordType, rows := range test.Given {
				d.rows[recordType] = append(d.rows[recordType], rows...)
			}
		}
	}
	d.types = slices.Sorted(maps.Keys(d.rows))
	return d
}

// children are those whom the records of a random history are about.
var children = []string{"A1", "A2", "A3", "A4", "A5", "A6", "A7"}

// history records at random, and takes back.
type history struct {
	*world

	deck    deck
	random  *rand.Rand
	at      time.Time
	batches []string
	records []catalogue.Record
}

// record draws a record about a random child.
func (h *history) record() (catalogue.Record, bool) {
	recordType := h.deck.types[h.random.IntN(len(h.deck.types))]
	kind := h.cfg.Catalogue.Type(recordType)
	row := h.deck.rows[recordType][h.random.IntN(len(h.deck.rows[recordType]))]
	values := make([]string, len(kind.Fields))
	for i, f := range kind.Fields {
		switch value := row[f.ID].(type) {
		case nil:
		case []any:
			parts := make([]string, 0, len(value))
			for _, part := range value {
				parts = append(parts, fmt.Sprint(part))
			}
			values[i] = strings.Join(parts, ";")
		default:
			values[i] = fmt.Sprint(value)
		}
		if f.ID == "child_id" {
			values[i] = children[h.random.IntN(len(children))]
		}
	}
	rec, _, ok := kind.Canonical(values)
	return rec, ok
}

// step records a few things in one import, or one by hand, or withdraws one, or takes an import back.
func (h *history) step() {
	h.t.Helper()
	h.at = h.at.Add(time.Minute)
	switch turn := h.random.IntN(10); {
	case turn < 5:
		id := fmt.Sprintf("batch-%d", len(h.batches))
		_, err := h.store.Import(h.t.Context(), ledger.Batch{ID: id, Authority: "990", Kind: "csv", Name: id, By: "W1", At: h.at}, func(w *ledger.Writer) error {
			for range 1 + h.random.IntN(12) {
				if rec, ok := h.record(); ok {
					if _, err := w.Put(rec); err != nil {
						return err
					}
					h.records = append(h.records, rec)
				}
			}
			return nil
		})
		if err != nil {
			h.t.Fatal(err)
		}
		h.batches = append(h.batches, id)
	case turn < 7:
		rec, ok := h.record()
		if !ok {
			return
		}
		if _, err := h.store.Append(h.t.Context(), ledger.AppendRequest{Authority: "990", Record: rec, By: "W1", Source: "test", At: h.at}); err != nil {
			h.t.Fatal(err)
		}
		h.records = append(h.records, rec)
	case turn < 9 && len(h.records) > 0:
		rec := h.records[h.random.IntN(len(h.records))]
		_ = h.store.Withdraw(h.t.Context(), "990", rec.Type, rec.ID, "W1", "test", h.at) // it may be withdrawn already
	case len(h.batches) > 0:
		_, _ = h.store.Undo(h.t.Context(), "990", h.batches[h.random.IntN(len(h.batches))], "W1", "a mistake", h.at) // it may be undone already
	}
}

// answers gives every row of every rule of an engine for a day, in order.
func answers(t *testing.T, e *engine.Engine, q engine.Question, book *rulebook.Book) map[string][]string {
	t.Helper()
	all := map[string][]string{}
	for _, r := range book.Rules {
		rows, err := e.RunRule(t.Context(), q, r.ID)
		if err != nil {
			all[r.ID] = []string{err.Error()}
			continue
		}
		for _, row := range rows.Rows {
			all[r.ID] = append(all[r.ID], fmt.Sprint(row...))
		}
		slices.Sort(all[r.ID])
	}
	without, err := e.DutiesWithoutData(t.Context(), q, nil)
	if err != nil {
		t.Fatal(err)
	}
	all["duties without data"] = []string{fmt.Sprint(without)}
	return all
}

// A rule is evaluated after a write for the subjects touched alone. Whatever is recorded, corrected, withdrawn and taken back, in whatever
// order, its rows are those that evaluating it for everybody gives.
func TestAfterAnyWritesTheAnswersAreThoseOfEvaluatingForEverybody(t *testing.T) {
	t.Parallel()
	rounds, steps := 1, 6
	if !testing.Short() {
		rounds, steps = 6, 40
	}
	book, err := rulebook.Load()
	if err != nil {
		t.Fatal(err)
	}
	days := []string{"2021-11-30", "2024-06-28", "2026-03-31"}
	for round := range rounds {
		seed := uint64(1 + round)
		w := newWorld(t)
		w.cfg.Book = book
		h := &history{world: w, deck: newDeck(book), random: rand.New(rand.NewPCG(seed, 8)), at: date("2026-11-01")}
		for range 20 {
			h.step()
		}
		q := engine.Ask(date(days[round%len(days)]), date("2026-11-20"))
		w.cfg.Connections = 1 // nobody who holds one may wait for another
		e := w.open()
		if err := e.Warm(t.Context(), q.AsAt); err != nil {
			t.Fatal(err)
		}
		for n := range steps {
			h.step()
			if err := e.Follow(t.Context()); err != nil {
				t.Fatal(err)
			}
			if r := book.Rules[h.random.IntN(len(book.Rules))]; h.random.IntN(2) == 0 { // a view alone may be evaluated before what reads it
				_, _ = e.RunRule(t.Context(), q, r.ID) // what is wrong with it shows below
			}
			if n%6 != 5 {
				continue
			}
			fresh := w.cfg
			fresh.Dir = ""
			other, err := engine.Open(t.Context(), fresh)
			if err != nil {
				t.Fatal(err)
			}
			want, got := answers(t, other, q, book), answers(t, e, q, book)
			if err := other.Close(); err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Fatalf("seed %d, after %d writes (-everybody +by subject):\n%s", seed, n+1, diff)
			}
		}
	}
}
