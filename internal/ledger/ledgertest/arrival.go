package ledgertest

import (
	"fmt"
	"slices"
	"strconv"
	"testing"
	"time"

	"heed/catalogue"
	"heed/internal/ledger"
)

// yearOf is an extract of one year's return, which speaks to its 31 March.
func yearOf(id string, year int) ledger.Batch {
	b := extract(id, "ssda903 "+strconv.Itoa(year))
	b.SpeaksTo = time.Date(year, 3, 31, 0, 0, 0, 0, time.UTC)
	return b
}

// orders gives every order of a number of things.
func orders(n int) [][]int {
	if n == 0 {
		return [][]int{nil}
	}
	var all [][]int
	for _, order := range orders(n - 1) {
		for i := range n {
			all = append(all, slices.Insert(slices.Clone(order), i, n-1))
		}
	}
	return all
}

func (h Harness) theLaterYearSpeaksForWhatItHoldsInWhateverOrder(t *testing.T) {
	t.Parallel()
	years := []struct {
		year    int
		records []catalogue.Record
	}{
		{2022, []catalogue.Record{record("review", "1", "open"), record("review", "2", "open"), record("review", "4", "ended")}},
		{2023, []catalogue.Record{record("review", "1", "open, moved"), record("review", "2", "ended")}},
		{2024, []catalogue.Record{record("review", "1", "ended"), record("review", "3", "open")}},
	}
	want := map[string]string{
		"review/1": `{"value":"ended"}`, "review/2": `{"value":"ended"}`, "review/3": `{"value":"open"}`, "review/4": `{"value":"ended"}`,
	}
	for _, order := range orders(len(years)) {
		t.Run(fmt.Sprint(order), func(t *testing.T) {
			t.Parallel()
			s := h.open(t)
			for n, i := range slices.Concat(order, order) {
				importRecords(t, s, yearOf("b"+strconv.Itoa(n), years[i].year), years[i].records...)
			}
			equal(t, "state", standing(t, s, brockwell), want)
			before := allEntries(t, s)
			for n, i := range order {
				again := importRecords(t, s, yearOf("again"+strconv.Itoa(n), years[i].year), years[i].records...)
				equal(t, "unchanged", again.Unchanged, again.RowsRead)
			}
			equal(t, "entries", allEntries(t, s), before)
		})
	}
}

func (h Harness) aCorrectedOlderYearNeitherReopensNorWithdrawsWhatANewerHolds(t *testing.T) {
	t.Parallel()
	s := h.open(t)
	importRecords(t, s, yearOf("b1", 2023), reviews("1", "2", "3")...)
	importRecords(t, s, yearOf("b2", 2024), record("review", "1", "ended"), record("review", "2", "ended"))
	got := importRecords(t, s, yearOf("b3", 2023), record("review", "1", "still open"), record("review", "3", "corrected"))
	equal(t, "receipt", got, ledger.Receipt{Batch: "b3", RowsRead: 2, Appended: 1, Unchanged: 1})
	want := map[string]string{"review/1": `{"value":"ended"}`, "review/2": `{"value":"ended"}`, "review/3": `{"value":"corrected"}`}
	equal(t, "state", standing(t, s, brockwell), want)
	equal(t, "2024 again", importRecords(t, s, yearOf("b4", 2024), record("review", "1", "ended"), record("review", "2", "ended")).Unchanged, 2)
	equal(t, "state", standing(t, s, brockwell), want)

	got = importRecords(t, s, yearOf("b5", 2024), record("review", "2", "ended"))
	equal(t, "2024 without the first", got, ledger.Receipt{Batch: "b5", RowsRead: 1, Appended: 1, Unchanged: 1})
	want["review/1"] = `{"value":"still open"}`
	equal(t, "what the older year says comes back", standing(t, s, brockwell), want)
}

func (h Harness) undoingTheNewerYearBringsBackWhatTheOlderSaid(t *testing.T) {
	t.Parallel()
	for name, order := range map[string][]int{"the older first": {2023, 2024}, "the newer first": {2024, 2023}} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := h.open(t)
			says := map[int]string{2023: "open", 2024: "ended"}
			for _, year := range order {
				importRecords(t, s, yearOf(strconv.Itoa(year), year), record("review", "1", says[year]), record("review", strconv.Itoa(year), "x"))
			}
			undoBatch(t, s, "2024")
			equal(t, "state", standing(t, s, brockwell), map[string]string{"review/1": `{"value":"open"}`, "review/2023": `{"value":"x"}`})
			undoBatch(t, s, "2023")
			equal(t, "both undone", standing(t, s, brockwell), map[string]string{})
		})
	}
}

func (h Harness) aCorrectionByHandStandsAgainstAnOlderYear(t *testing.T) {
	t.Parallel()
	s := h.open(t)
	importRecords(t, s, yearOf("b1", 2024), reviews("1")...)
	byHand := ledger.AppendRequest{Authority: brockwell, Record: record("review", "1", "by hand"), By: "analyst", Source: "form", At: day0}
	if _, err := s.Append(t.Context(), byHand); err != nil {
		t.Fatal(err)
	}
	equal(t, "an older year", importRecords(t, s, yearOf("b2", 2023), record("review", "1", "older")).Unchanged, 1)
	equal(t, "state", standing(t, s, brockwell), map[string]string{"review/1": `{"value":"by hand"}`})
	equal(t, "undoing it", undoBatch(t, s, "b2"), ledger.Receipt{Batch: "b2-undo"})
	equal(t, "undoing the newer", undoBatch(t, s, "b1"), ledger.Receipt{Batch: "b1-undo", Left: 1})
	equal(t, "state", standing(t, s, brockwell), map[string]string{"review/1": `{"value":"by hand"}`})
}

func (h Harness) anOlderYearFillsWhatTheNewerIsSilentOfAndNotWhatItLeavesBlank(t *testing.T) {
	t.Parallel()
	older := plan(`{"ended":"2023-01-01","postcode":"ZZ99 3CZ","team":"t1"}`)
	newer := plan(`{"team":"t2"}`, "postcode")
	for name, order := range map[string][]int{"the older first": {2023, 2024}, "the newer first": {2024, 2023}} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := h.open(t)
			for _, year := range order {
				b := yearOf(strconv.Itoa(year), year)
				b.Types = []string{"plan"}
				importRecords(t, s, b, map[int]catalogue.Record{2023: older, 2024: newer}[year])
			}
			planIs(t, s, `{"postcode":"ZZ99 3CZ","team":"t2"}`)
		})
	}
}

// A list of no known day counts as it comes, as it did before; the years around it do not take it back.
func (h Harness) aListOfNoDayCountsWhenItIsImported(t *testing.T) {
	t.Parallel()
	s := h.open(t)
	importRecords(t, s, yearOf("b1", 2024), reviews("1")...)
	importRecords(t, s, batch("list"), record("review", "1", "from the list"))
	importRecords(t, s, yearOf("b2", 2023), record("review", "1", "older"))
	importRecords(t, s, yearOf("b3", 2024), reviews("1")...)
	equal(t, "state", standing(t, s, brockwell), map[string]string{"review/1": `{"value":"from the list"}`})
	importRecords(t, s, yearOf("b4", 2025), record("review", "1", "newer"))
	equal(t, "a newer year is news", standing(t, s, brockwell), map[string]string{"review/1": `{"value":"newer"}`})
}

// A part, such as Annex A, stands for its day too: an earlier return does not take back what it says.
func (h Harness) aPartThatSpeaksToADayStandsForIt(t *testing.T) {
	t.Parallel()
	part := func(id string, day time.Time) ledger.Batch {
		b := batch(id)
		b.Scope, b.SpeaksTo = "annexa", day
		return b
	}
	september, june := time.Date(2024, 9, 30, 0, 0, 0, 0, time.UTC), time.Date(2024, 6, 30, 0, 0, 0, 0, time.UTC)
	steps := []func(*ledger.Store){
		func(s *ledger.Store) {
			importRecords(t, s, part("september", september), record("review", "1", "september"))
		},
		func(s *ledger.Store) {
			importRecords(t, s, part("june", june), record("review", "1", "june"), record("review", "2", "june"))
		},
		func(s *ledger.Store) {
			importRecords(t, s, yearOf("return", 2024), reviews("1", "2", "3")...)
			importRecords(t, s, yearOf("corrected return", 2024), reviews("3")...)
		},
	}
	for _, order := range orders(len(steps)) {
		s := h.open(t)
		for _, i := range order {
			steps[i](s)
		}
		equal(t, fmt.Sprint("state after ", order), standing(t, s, brockwell), map[string]string{
			"review/1": `{"value":"september"}`, "review/2": `{"value":"june"}`, "review/3": `{"value":"x"}`,
		})
	}
}
