package ledgertest

import (
	"strings"
	"testing"

	"pgregory.net/rapid"

	"heed/catalogue"
	"heed/internal/ledger"
)

// plan is a record whose source carries only some fields, given as their JSON with the ids it is silent of.
func plan(body string, silent ...string) catalogue.Record {
	return catalogue.Record{Type: "plan", ID: "1", Subject: "child-1", Body: []byte(body), Silent: silent}
}

// planOf is the same for an extract of a scope that holds all plans.
func planOf(id, scope string) ledger.Batch {
	b := extract(id, scope)
	b.Types = []string{"plan"}
	return b
}

func planIs(t *testing.T, s *ledger.Store, want string) {
	t.Helper()
	latest, err := s.FindLatest(t.Context(), brockwell, "plan", "1")
	if err != nil {
		t.Fatal(err)
	}
	equal(t, "the plan", string(latest.Body), want)
}

var (
	census  = plan(`{"ended":"2026-01-01","previous":2}`, "team")
	dataset = plan(`{"ended":"2026-01-01","team":"t1"}`, "previous")
	whole   = `{"ended":"2026-01-01","previous":2,"team":"t1"}`
)

func (h Harness) aSourceDoesNotBlankWhatItDoesNotCarry(t *testing.T) {
	t.Parallel()
	for name, order := range map[string][]catalogue.Record{"the census first": {census, dataset}, "the dataset first": {dataset, census}} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := h.open(t)
			scopes := []string{"a", "b"}
			for i, r := range order {
				importRecords(t, s, planOf("first "+scopes[i], scopes[i]), r)
			}
			planIs(t, s, whole)
			for i, r := range order {
				again := importRecords(t, s, planOf("again "+scopes[i], scopes[i]), r)
				equal(t, "importing "+scopes[i]+" again", again, ledger.Receipt{Batch: "again " + scopes[i], RowsRead: 1, Unchanged: 1})
			}
			planIs(t, s, whole)
		})
	}
}

func (h Harness) aSourceStillBlanksWhatItCarries(t *testing.T) {
	t.Parallel()
	s := h.open(t)
	importRecords(t, s, planOf("1", "cin"), census)
	importRecords(t, s, planOf("2", "ssd"), plan(`{"team":"t1"}`, "previous"))
	planIs(t, s, `{"previous":2,"team":"t1"}`)
}

func (h Harness) withdrawalByScopeHoldsForARecordOfTwoSources(t *testing.T) {
	t.Parallel()
	s := h.open(t)
	importRecords(t, s, planOf("1", "cin"), census)
	importRecords(t, s, planOf("2", "ssd"), dataset)
	equal(t, "the census lets go of it", importRecords(t, s, planOf("3", "cin")).Withdrawn, 0)
	planIs(t, s, whole)
	equal(t, "the dataset too", importRecords(t, s, planOf("4", "ssd")).Withdrawn, 1)
	latest, err := s.FindLatest(t.Context(), brockwell, "plan", "1")
	if err != nil || !latest.Withdrawn {
		t.Errorf("the plan is not withdrawn: %+v, %v", latest, err)
	}
	importRecords(t, s, planOf("5", "ssd"), dataset)
	planIs(t, s, `{"ended":"2026-01-01","team":"t1"}`) // what was withdrawn is gone, not kept for who comes next
}

func (h Harness) lastYearsReturnDoesNotUndoACorrectionOfARecordOfTwoSources(t *testing.T) {
	t.Parallel()
	s := h.open(t)
	importRecords(t, s, planOf("1", "ssd"), dataset)
	importRecords(t, s, planOf("2", "cin"), census)
	corrected := plan(`{"ended":"2026-02-02","previous":2}`, "team")
	importRecords(t, s, planOf("3", "cin"), corrected)
	equal(t, "the dataset again", importRecords(t, s, planOf("4", "ssd"), dataset).Unchanged, 1)
	planIs(t, s, `{"ended":"2026-02-02","previous":2,"team":"t1"}`)
}

func (h Harness) anExtractThatSpeaksForThoseItNamesWithdrawsNothingOfOthers(t *testing.T) {
	t.Parallel()
	s := h.open(t)
	first := extract("1", "ssd")
	first.Named = true
	both := []catalogue.Record{record("review", "1", "x"), record("review", "2", "x")}
	moved := record("review", "3", "x")
	moved.Subject = both[0].Subject
	importRecords(t, s, first, append(both, moved)...)
	second := first
	second.ID = "2"
	equal(t, "without child 2 and one review of child 1", importRecords(t, s, second, both[0]).Withdrawn, 1)
	equal(t, "state", standing(t, s, brockwell), stateOf("1", "2"))
}

// Whatever the order of imports, a field that only one source carries ends as that source last gave it.
func (h Harness) theOrderOfImportsDoesNotMatterForWhatOnlyOneSourceCarries(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(r *rapid.T) {
		s := h.open(t)
		defer func() { _ = s.Close() }()
		silent := map[string][]string{"a": {"b", "c"}, "b": {"a", "c"}, "c": {"a", "b"}}
		last := map[string]string{}
		for n := range rapid.IntRange(1, 8).Draw(r, "imports") {
			source := rapid.SampledFrom([]string{"a", "b", "c"}).Draw(r, "source")
			value := rapid.SampledFrom([]string{"1", "2", ""}).Draw(r, "value")
			body := `{"shared":"x"}`
			if value != "" {
				body = `{"` + source + `":"` + value + `","shared":"x"}`
			}
			b := planOf(string(rune('A'+n)), source)
			b.MaxWithdrawn = 1
			last[source] = value
			if _, err := s.Import(t.Context(), b, func(w *ledger.Writer) error {
				_, err := w.Put(plan(body, silent[source]...))
				return err
			}); err != nil {
				r.Fatal(err)
			}
		}
		var want strings.Builder
		want.WriteByte('{')
		for _, field := range []string{"a", "b", "c"} {
			if last[field] != "" {
				want.WriteString(`"` + field + `":"` + last[field] + `",`)
			}
		}
		want.WriteString(`"shared":"x"}`)
		latest, err := s.FindLatest(t.Context(), brockwell, "plan", "1")
		if err != nil {
			r.Fatal(err)
		}
		if got := string(latest.Body); got != want.String() {
			r.Fatalf("it is %s, want %s", got, want.String())
		}
	})
}
