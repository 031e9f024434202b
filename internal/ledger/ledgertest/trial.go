package ledgertest

import (
	"errors"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"heed/catalogue"
	"heed/internal/ledger"
)

// done is what came of an import: its receipt and its effect.
type done struct {
	Receipt ledger.Receipt
	Effect  ledger.Effect
}

// importer is the ledger's way to import, or a trial's.
type importer func(b ledger.Batch, fill func(*ledger.Writer) error) (ledger.Receipt, error)

// all imports batches one after another, and gives what came of each.
func all(t tester, run importer, batches []ledger.Batch, records [][]catalogue.Record) []done {
	t.Helper()
	list := make([]done, len(batches))
	for i, b := range batches {
		receipt, err := run(b, func(w *ledger.Writer) error {
			w.WhenDone(func(e ledger.Effect) error {
				list[i].Effect = e
				return nil
			})
			return put(records[i]...)(w)
		})
		if err != nil {
			t.Fatal(err)
		}
		list[i].Receipt = receipt
	}
	return list
}

// sums adds up what an effect says of all types.
func sums(e ledger.Effect) (appended, withdrawn, unchanged int) {
	for _, t := range e.Types {
		appended, withdrawn, unchanged = appended+t.Added+t.Changed, withdrawn+t.Withdrawn, unchanged+t.Unchanged
	}
	return appended, withdrawn, unchanged
}

// A trial of any imports, of days known and not, whole and in part, says of each what the import then does.
func (h Harness) aTrialRecordsNothingAndTellsWhatTheImportsWillDo(t *testing.T) {
	t.Parallel()
	s, runs := h.open(t), 0
	rapid.Check(t, func(rt *rapid.T) {
		runs++
		authority, n := strconv.Itoa(runs), 0
		draw := func() (batches []ledger.Batch, records [][]catalogue.Record) {
			for range rapid.IntRange(1, 3).Draw(rt, "imports") {
				n++
				year := rapid.IntRange(2021, 2023).Draw(rt, "year")
				b := extract("b"+strconv.Itoa(n), "cin "+strconv.Itoa(year))
				b.Authority = authority
				b.Full = rapid.Bool().Draw(rt, "full")
				if rapid.Bool().Draw(rt, "dated") {
					b.Scope = "ssda903 " + strconv.Itoa(year)
					b.SpeaksTo = time.Date(year, time.March, 31, 0, 0, 0, 0, time.UTC)
				}
				var of []catalogue.Record
				for id, value := range rapid.SliceOfN(rapid.SampledFrom([]string{"", "x", "y"}), 4, 4).Draw(rt, "values") {
					if value != "" {
						of = append(of, record("review", strconv.Itoa(id), value))
					}
				}
				batches, records = append(batches, b), append(records, of)
			}
			return batches, records
		}
		before, beforeRecords := draw()
		imported := func(b ledger.Batch, fill func(*ledger.Writer) error) (ledger.Receipt, error) {
			return s.Import(t.Context(), b, fill)
		}
		all(rt, imported, before, beforeRecords)
		entries := entriesOf(rt, s, authority)
		batches, records := draw()
		var tried []done
		if err := s.Try(t.Context(), func(trial *ledger.Trial) error {
			tried = all(rt, func(b ledger.Batch, fill func(*ledger.Writer) error) (ledger.Receipt, error) {
				return trial.Import(t.Context(), b, fill)
			}, batches, records)
			return nil
		}); err != nil {
			rt.Fatal(err)
		}
		if len(entriesOf(rt, s, authority)) != len(entries) {
			rt.Fatal("a trial recorded something")
		}
		did := all(rt, imported, batches, records)
		equal(t, "what the imports did", did, tried)
		for _, d := range did {
			appended, withdrawn, unchanged := sums(d.Effect)
			equal(t, "counts by type", []int{appended, withdrawn, unchanged}, []int{d.Receipt.Appended, d.Receipt.Withdrawn, d.Receipt.Unchanged})
		}
	})
}

func (h Harness) anImportThatIsRefusedWhenItIsDoneLeavesNothing(t *testing.T) {
	t.Parallel()
	s := h.open(t)
	importRecords(t, s, extract("b1", "cin 2022"), reviews("1", "2")...)
	refused := errors.New("not what was shown")
	_, err := s.Import(t.Context(), extract("b2", "cin 2022"), func(w *ledger.Writer) error {
		w.WhenDone(func(e ledger.Effect) error {
			equal(t, "effect", e.Types, []ledger.TypeEffect{{Type: "review", Added: 1, Withdrawn: 1, Unchanged: 1}})
			equal(t, "held", e.Held, 2)
			return refused
		})
		return put(reviews("2", "3")...)(w)
	})
	wantError(t, err, refused)
	equal(t, "state", standing(t, s, brockwell), stateOf("1", "2"))
	if _, err := s.FindBatch(t.Context(), brockwell, "b2"); !errors.Is(err, ledger.ErrNotFound) {
		t.Errorf("the import is recorded: %v", err)
	}
}

func (h Harness) whatStandsInTheWayOfAnUndoIsNamedTheLatestFirst(t *testing.T) {
	t.Parallel()
	for name, day := range map[string]time.Time{"of no known day": {}, "that speak to a day": day0} {
		s := h.open(t)
		for i, id := range []string{"b1", "b2", "b3"} {
			b := extract(id, "cin 2022")
			b.SpeaksTo = day
			importRecords(t, s, b, record("review", "1", strconv.Itoa(i)))
		}
		for _, id := range []string{"b3", "b2", "b1"} {
			for _, other := range []string{"b1", "b2", "b3"} {
				var later *ledger.LaterImportsError
				err := s.Undoable(t.Context(), brockwell, other)
				if errors.As(err, &later) && (later.Batches[0] != id || !slices.IsSortedFunc(later.Batches, func(a, b string) int { return strings.Compare(b, a) })) {
					t.Errorf("extracts %s: %s waits for %v, want %s first", name, other, later.Batches, id)
				}
				if want := other < id; errors.As(err, &later) != want {
					t.Errorf("extracts %s: %s can be undone while %s stands: %v", name, other, id, err)
				}
			}
			undoBatch(t, s, id)
		}
	}
}

func (h Harness) anUndoNeedsAReasonAndKeepsIt(t *testing.T) {
	t.Parallel()
	s := h.open(t)
	importRecords(t, s, batch("b1"), reviews("1")...)
	for _, why := range []string{"", "  ", "\xff"} {
		_, err := s.Undo(t.Context(), brockwell, "b1", "analyst", why, day0)
		wantError(t, err, ledger.ErrInvalid)
	}
	equal(t, "state", standing(t, s, brockwell), stateOf("1"))
}
