package ledgertest

import (
	"errors"
	"strconv"
	"testing"

	"heed/catalogue"
	"heed/internal/ledger"
)

func reviews(ids ...string) []catalogue.Record {
	var records []catalogue.Record
	for _, id := range ids {
		records = append(records, record("review", id, "x"))
	}
	return records
}

func stateOf(ids ...string) map[string]string {
	state := make(map[string]string)
	for _, id := range ids {
		state["review/"+id] = `{"value":"x"}`
	}
	return state
}

func (h Harness) aFullExtractWithdrawsWhatItNoLongerHolds(t *testing.T) {
	t.Parallel()
	s := h.open(t)
	importRecords(t, s, extract("b1", "cin 2022"), reviews("1", "2", "3")...)
	got := importRecords(t, s, extract("b2", "cin 2022"), reviews("1", "3")...)
	equal(t, "receipt", got, ledger.Receipt{Batch: "b2", RowsRead: 2, Unchanged: 2, Withdrawn: 1})
	latest, err := s.FindLatest(t.Context(), brockwell, "review", "2")
	if err != nil {
		t.Fatal(err)
	}
	want := ledger.Entry{
		Authority: brockwell, Seq: 4, RecordType: "review", RecordID: "2", Subject: "child-2", Version: 2,
		Body: []byte(`{"value":"x"}`), RecordedAt: day0, RecordedBy: "analyst", Source: "csv", Batch: "b2", Withdrawn: true,
	}
	want.Hash, want.Link = want.ComputeHash(), latest.Link
	equal(t, "withdrawal", latest, want)
	equal(t, "again", importRecords(t, s, extract("b3", "cin 2022"), reviews("1", "3")...).Withdrawn, 0)
	equal(t, "back again", importRecords(t, s, extract("b4", "cin 2022"), reviews("1", "2", "3")...).Appended, 1)
	equal(t, "state", standing(t, s, brockwell), stateOf("1", "2", "3"))
}

func (h Harness) aFullExtractLeavesAloneWhatIsNotItsOwn(t *testing.T) {
	t.Parallel()
	for name, tc := range map[string]struct {
		before func(*testing.T, *ledger.Store)
		want   map[string]string
	}{
		"a record of another scope": {func(t *testing.T, s *ledger.Store) {
			t.Helper()
			importRecords(t, s, extract("other", "cin 2021"), reviews("1", "2")...)
		}, stateOf("1", "2")},
		"a record that the last extract of another scope holds too": {func(t *testing.T, s *ledger.Store) {
			t.Helper()
			importRecords(t, s, extract("other", "cin 2021"), reviews("2")...)
			importRecords(t, s, extract("own", "cin 2022"), reviews("1", "2")...)
		}, stateOf("1", "2")},
		"a record that no full extract held": {func(t *testing.T, s *ledger.Store) {
			t.Helper()
			importRecords(t, s, extract("own", "cin 2022"), reviews("1")...)
			importRecords(t, s, batch("by hand"), reviews("2")...)
		}, stateOf("1", "2")},
		"a type whose list is not whole": {func(t *testing.T, s *ledger.Store) {
			t.Helper()
			own := extract("own", "cin 2022")
			own.Types = []string{"visit"}
			importRecords(t, s, own, record("visit", "1", "x"))
			without := extract("without", "cin 2022")
			importRecords(t, s, without, reviews("1")...)
		}, map[string]string{"review/1": `{"value":"x"}`, "visit/1": `{"value":"x"}`}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := h.open(t)
			tc.before(t, s)
			equal(t, "withdrawn", importRecords(t, s, extract("last", "cin 2022"), reviews("1")...).Withdrawn, 0)
			equal(t, "state", standing(t, s, brockwell), tc.want)
		})
	}
}

func (h Harness) aFullExtractLeavesAnotherAuthorityAlone(t *testing.T) {
	t.Parallel()
	s := h.open(t)
	other := extract("b1", "cin 2022")
	other.Authority = "208"
	importRecords(t, s, other, reviews("1", "2")...)
	importRecords(t, s, extract("b1", "cin 2022"), reviews("1", "2")...)
	equal(t, "withdrawn", importRecords(t, s, extract("b2", "cin 2022"), reviews("1")...).Withdrawn, 1)
	latest, err := s.FindLatest(t.Context(), "208", "review", "2")
	if err != nil || latest.Withdrawn {
		t.Errorf("withdrawn %v, %v", latest.Withdrawn, err)
	}
}

func (h Harness) aRecordNoScopeHoldsAnyMoreIsWithdrawn(t *testing.T) {
	t.Parallel()
	s := h.open(t)
	importRecords(t, s, extract("b1", "cin 2021"), reviews("1", "2")...)
	importRecords(t, s, extract("b2", "cin 2022"), reviews("1", "2")...)
	equal(t, "still held", importRecords(t, s, extract("b3", "cin 2021"), reviews("1")...).Withdrawn, 0)
	equal(t, "held no more", importRecords(t, s, extract("b4", "cin 2022"), reviews("1")...).Withdrawn, 1)
	equal(t, "state", standing(t, s, brockwell), stateOf("1"))
}

func (h Harness) aRecordWithdrawnByHandIsNotWithdrawnAgain(t *testing.T) {
	t.Parallel()
	s := h.open(t)
	importRecords(t, s, extract("b1", "cin 2022"), reviews("1", "2")...)
	if err := s.Withdraw(t.Context(), brockwell, "review", "2", "analyst", "entered twice", day0); err != nil {
		t.Fatal(err)
	}
	equal(t, "withdrawn", importRecords(t, s, extract("b2", "cin 2022"), reviews("1")...).Withdrawn, 0)
}

func (h Harness) aFullExtractThatLacksTooMuchIsRefusedWhole(t *testing.T) {
	t.Parallel()
	s := h.open(t)
	var ids []string
	for i := range 100 {
		ids = append(ids, strconv.Itoa(i))
	}
	importRecords(t, s, extract("b1", "cin 2022"), reviews(ids...)...)
	before := allEntries(t, s)

	broken := extract("b2", "cin 2022")
	broken.MaxWithdrawn = 0 // the default, one in twenty
	_, err := s.Import(t.Context(), broken, put(append(reviews(ids[6:]...), record("review", "new", "x"))...))
	wantError(t, err, ledger.ErrTooManyWithdrawn)
	var refusal *ledger.TooManyWithdrawnError
	if !errors.As(err, &refusal) {
		t.Fatalf("got %T", err)
	}
	equal(t, "refusal", *refusal, ledger.TooManyWithdrawnError{Would: 6, Of: 100, Share: 0.06, Limit: 0.05})
	equal(t, "entries", allEntries(t, s), before)

	equal(t, "at the limit", importRecordsWith(t, s, broken, reviews(ids[5:]...)), 5)
	anything := extract("b3", "cin 2022")
	equal(t, "when any may go", importRecords(t, s, anything).Withdrawn, 95)
}

func importRecordsWith(t *testing.T, s *ledger.Store, b ledger.Batch, records []catalogue.Record) int {
	t.Helper()
	return importRecords(t, s, b, records...).Withdrawn
}

func (h Harness) anOlderExtractRepeatedDoesNotTakeBackALaterCorrection(t *testing.T) {
	t.Parallel()
	s := h.open(t)
	older, later := []catalogue.Record{record("review", "1", "open")}, []catalogue.Record{record("review", "1", "closed")}
	importRecords(t, s, extract("b1", "cin 2021"), older...)
	importRecords(t, s, extract("b2", "cin 2022"), later...)
	before := allEntries(t, s)
	for id, records := range map[string][]catalogue.Record{"cin 2021": older, "cin 2022": later} {
		equal(t, id, importRecords(t, s, extract(id+" again", id), records...).Unchanged, 1)
	}
	equal(t, "entries", allEntries(t, s), before)
	corrected := importRecords(t, s, extract("b3", "cin 2021"), record("review", "1", "opened late"))
	equal(t, "but something new is news", corrected.Appended, 1)
}

func (h Harness) aFileThatContradictsItselfStillAppendsNothingTheSecondTime(t *testing.T) {
	t.Parallel()
	s := h.open(t)
	records := []catalogue.Record{record("review", "1", "x"), record("review", "1", "y")}
	equal(t, "first", importRecords(t, s, extract("b1", "cin 2022"), records...).Appended, 2)
	equal(t, "second", importRecords(t, s, extract("b2", "cin 2022"), records...).Unchanged, 2)
}

func (h Harness) aCorrectionThatItsOwnExtractNoLongerMakesGivesWay(t *testing.T) {
	t.Parallel()
	s := h.open(t)
	importRecords(t, s, extract("b1", "cin 2021"), record("review", "1", "x"))
	importRecords(t, s, extract("b2", "cin 2022"), record("review", "1", "y"))
	importRecords(t, s, extract("b3", "cin 2022")) // 2021 still holds it, so it is not withdrawn
	equal(t, "no more said by 2022", standing(t, s, brockwell), map[string]string{"review/1": `{"value":"y"}`})
	equal(t, "2021 again", importRecords(t, s, extract("b4", "cin 2021"), record("review", "1", "x")).Appended, 1)
}

func (h Harness) aCorrectionByHandStandsAgainstTheFileItCorrects(t *testing.T) {
	t.Parallel()
	s := h.open(t)
	importRecords(t, s, extract("b1", "cin 2022"), record("review", "1", "x"))
	if _, err := s.Append(t.Context(), request(record("review", "1", "y"), 1)); err != nil {
		t.Fatal(err)
	}
	equal(t, "again", importRecords(t, s, extract("b2", "cin 2022"), record("review", "1", "x")).Unchanged, 1)
	equal(t, "state", standing(t, s, brockwell), map[string]string{"review/1": `{"value":"y"}`})
}

func (h Harness) anOlderListRepeatedDoesNotTakeBackALaterCorrection(t *testing.T) {
	t.Parallel()
	s := h.open(t)
	list := func(id, scope string) ledger.Batch {
		b := batch(id)
		b.Scope = scope
		return b
	}
	older, later := []catalogue.Record{record("allocation", "1", "open"), record("allocation", "2", "open")}, record("allocation", "1", "ended")
	importRecords(t, s, list("b1", "csv 2021"), older...)
	importRecords(t, s, list("b2", "csv 2022"), later)
	before := allEntries(t, s)
	equal(t, "2021 again", importRecords(t, s, list("b3", "csv 2021"), older...).Unchanged, 2)
	equal(t, "2022 again", importRecords(t, s, list("b4", "csv 2022"), later).Unchanged, 1)
	equal(t, "a part of 2021 again", importRecords(t, s, list("b5", "csv 2021"), older[0]).Unchanged, 1)
	equal(t, "all of it again", importRecords(t, s, list("b6", "csv 2021"), older...).Unchanged, 2)
	equal(t, "entries", allEntries(t, s), before)
	equal(t, "but something new is news", importRecords(t, s, list("b7", "csv 2021"), record("allocation", "1", "ended early")).Appended, 1)
	if _, err := s.Undo(t.Context(), brockwell, "b7", "analyst", "a mistake", day0); err != nil {
		t.Fatal(err)
	}
	equal(t, "and so it is once it was undone", importRecords(t, s, list("b8", "csv 2021"), record("allocation", "1", "ended early")).Appended, 1)
}

func (h Harness) aListDoesNotKeepWhatAFullExtractNoLongerHolds(t *testing.T) {
	t.Parallel()
	s := h.open(t)
	importRecords(t, s, extract("b1", "csv 2022"), reviews("1", "2")...)
	part := batch("b2")
	part.Scope = "csv 2022"
	importRecords(t, s, part, reviews("2")...)
	equal(t, "withdrawn", importRecords(t, s, extract("b3", "csv 2022"), reviews("1")...).Withdrawn, 1)
}
