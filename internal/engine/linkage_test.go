package engine_test

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"heed/internal/engine"
)

const upn = "upn=A123456789012"

// rows gives the subjects and values of a column of a record type's rows, as at a day.
func rowsOf(t *testing.T, e *engine.Engine, q engine.Question, recordType, column string) []string {
	t.Helper()
	rows, err := e.Rows(t.Context(), q, recordType)
	if err != nil {
		t.Fatal(err)
	}
	var list []string
	for _, r := range rows {
		list = append(list, r.Text("subject_id")+" "+r.Text(column))
	}
	slices.Sort(list)
	return list
}

func equal(t *testing.T, what string, got, want []string) {
	t.Helper()
	if diff := cmp.Diff(want, got, cmpopts.EquateEmpty()); diff != "" {
		t.Errorf("%s: %s", what, diff)
	}
}

// twoNumbers is a child whom the SSDA903 knows as A, and from June the census as B.
func twoNumbers(t *testing.T, second ...string) (*world, *engine.Engine) {
	t.Helper()
	w := newWorld(t)
	w.put("2024-05-01T09:00:00Z", "child", "child_id=A", "reported_by=ssda903", "born_on=2015-01-02", "sex=F", upn)
	w.put("2024-05-01T09:00:00Z", "cp_plan", "child_id=A", "started_on=2024-01-02", "initial_category=NEG", "latest_category=NEG")
	w.put("2024-05-01T09:00:00Z", "cp_visit", "child_id=A", "visited_on=2024-01-09", "seen=true")
	w.put("2024-06-01T09:00:00Z", "child", append([]string{"child_id=B", "reported_by=cin", upn}, second...)...)
	w.put("2024-06-01T09:00:00Z", "cp_plan", "child_id=B", "started_on=2024-01-02", "ended_on=2024-05-20", "initial_category=NEG", "latest_category=EMO")
	w.put("2024-06-01T09:00:00Z", "cp_visit", "child_id=B", "visited_on=2024-02-09")
	return w, w.open()
}

func TestOneUPNMakesTwoNumbersOneChildUnderTheFirstKnown(t *testing.T) {
	t.Parallel()
	_, e := twoNumbers(t, "born_on=2015-01-02", "sex=F")
	q := engine.Ask(date("2024-06-02"), date("2030-01-01"))
	equal(t, "visits", rowsOf(t, e, q, "cp_visit", "child_id"), []string{"A A", "A A"})
	equal(t, "the plan that both know is one, as it was last recorded", rowsOf(t, e, q, "cp_plan", "latest_category"), []string{"A EMO"})
	clocks, err := e.ListClocks(t.Context(), q, engine.ClockFilter{})
	if err != nil || len(clocks) != 1 || clocks[0].Subject != "A" {
		t.Errorf("the clocks are %+v, %v; want one, of A", clocks, err)
	}
	people, err := e.People(t.Context(), q)
	if err != nil || people.Len() != 1 {
		t.Fatalf("%d people, %v; want one", people.Len(), err)
	}
	if p, ok := people.Find("B"); !ok || p.Subject != "A" || !slices.Equal(people.Numbers("B"), []string{"A", "B"}) {
		t.Errorf("B is found as %+v with numbers %v", p, people.Numbers("B"))
	}
	before := engine.Question{AsAt: date("2024-05-02"), Moment: date("2024-05-02"), KnownAt: date("2024-05-02")}
	equal(t, "as known before", rowsOf(t, e, before, "cp_plan", "latest_category"), []string{"A NEG"})
}

func TestWhatSpeaksAgainstOneChildLeavesItToAPerson(t *testing.T) {
	t.Parallel()
	for name, tt := range map[string]struct {
		second       []string
		also         func(w *world)
		differs, not []string
	}{
		"another date of birth": {[]string{"born_on=2015-02-01", "sex=F"}, nil, []string{"date of birth"}, nil},
		"another sex":           {[]string{"born_on=2015-01-02", "sex=M"}, nil, []string{"sex"}, nil},
		"one source": {[]string{"born_on=2015-01-02"}, func(w *world) {
			w.put("2024-06-01T09:00:00Z", "child", "child_id=B", "reported_by=ssda903", "born_on=2015-01-02")
		}, nil, []string{"one source gives both numbers"}},
		"another given name": {[]string{"born_on=2015-01-02"}, func(w *world) {
			w.put("2024-06-01T09:00:00Z", "child_name", "child_id=A", "given_name=Ada", "family_name=Moss")
			w.put("2024-06-01T09:00:00Z", "child_name", "child_id=B", "given_name=Ida", "family_name=Moss")
		}, []string{"name"}, nil},
		"an adoption": {[]string{"born_on=2015-01-02"}, func(w *world) {
			w.put("2024-06-01T09:00:00Z", "period_of_care", "child_id=A", "started_on=2023-01-01", "ended_on=2024-01-01", "end_reason=E11")
		}, nil, []string{"one of the two was adopted, and may have a new identity"}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w, e := twoNumbers(t, tt.second...)
			if tt.also != nil {
				tt.also(w)
				if err := e.Follow(t.Context()); err != nil {
					t.Fatal(err)
				}
			}
			q := engine.Ask(date("2024-06-02"), date("2030-01-01"))
			equal(t, "plans", rowsOf(t, e, q, "cp_plan", "latest_category"), []string{"A NEG", "B EMO"})
			pairs, err := e.Matches(t.Context(), q)
			if err != nil || len(pairs) != 1 {
				t.Fatalf("%+v, %v; want one pair", pairs, err)
			}
			if p := pairs[0]; p.State != engine.Doubtful || p.First != "A" || p.Other != "B" {
				t.Errorf("got %+v", p)
			}
			equal(t, "differs", pairs[0].Differs, tt.differs)
			equal(t, "against", pairs[0].Against, tt.not)
		})
	}
}

func TestADecisionJoinsOrPartsAndItsWithdrawalUndoesIt(t *testing.T) {
	t.Parallel()
	w, e := twoNumbers(t, "born_on=2015-02-01") // doubtful by itself
	today := engine.Ask(date("2024-06-02"), date("2030-01-01"))
	if err := e.Warm(t.Context(), date("2024-06-02")); err != nil {
		t.Fatal(err)
	}
	plans := func() []string { t.Helper(); return rowsOf(t, e, today, "cp_plan", "latest_category") }
	follow := func() {
		t.Helper()
		if err := e.Follow(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
	apart := []string{"A NEG", "B EMO"}
	equal(t, "undecided", plans(), apart)
	w.put("2024-06-03T09:00:00Z", "identity_decision", "child_id=B", "other_child_id=A", "same=true", "decided_on=2024-06-03", "decided_by=W1", "reason=Seen both")
	follow()
	equal(t, "decided to be one", plans(), []string{"A EMO"})
	pairs, err := e.Matches(t.Context(), today)
	if err != nil || len(pairs) != 1 || pairs[0].State != engine.DecidedOne || pairs[0].DecidedBy != "W1" || pairs[0].RecordID == "" {
		t.Fatalf("%+v, %v", pairs, err)
	}
	known := today
	known.KnownAt = date("2024-06-03")
	equal(t, "as known before the decision", rowsOf(t, e, known, "cp_plan", "latest_category"), apart)
	if err := w.store.Withdraw(t.Context(), "990", "identity_decision", pairs[0].RecordID, "W1", "mistaken", date("2024-06-04")); err != nil {
		t.Fatal(err)
	}
	follow()
	equal(t, "undone", plans(), apart)
}

func TestAPersonMayPartWhatAUPNJoins(t *testing.T) {
	t.Parallel()
	w, e := twoNumbers(t, "born_on=2015-01-02")
	q := engine.Ask(date("2024-06-02"), date("2030-01-01"))
	equal(t, "joined", rowsOf(t, e, q, "cp_plan", "latest_category"), []string{"A EMO"})
	w.put("2024-06-03T09:00:00Z", "identity_decision", "child_id=A", "other_child_id=B", "same=false", "decided_on=2024-06-03")
	if err := e.Follow(t.Context()); err != nil {
		t.Fatal(err)
	}
	equal(t, "parted", rowsOf(t, e, q, "cp_plan", "latest_category"), []string{"A NEG", "B EMO"})
}

func TestNothingIsJoinedByNameAloneAndTwoUPNsOfOneNumberAreTold(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	const at = "2024-05-01T09:00:00Z"
	for number, more := range map[string][]string{"A": {"upn=A123456789012"}, "B": nil, "C": {"upn=C123456789012"}} {
		w.put(at, "child", append([]string{"child_id=" + number, "reported_by=cin", "born_on=2015-01-02"}, more...)...)
		w.put(at, "child_name", "child_id="+number, "given_name=Ada", "family_name=Moss")
	}
	w.put(at, "child", "child_id=D", "reported_by=cin", "upn=D123456789012")
	w.put(at, "child", "child_id=D", "reported_by=ssda903", "upn=E123456789012")
	w.put(at, "child", "child_id=F", "reported_by=cin", "upn=F123456789012", "former_upn=G123456789012")
	w.put(at, "child", "child_id=F", "reported_by=ssda903", "upn=G123456789012")
	e := w.open()
	q := engine.Ask(date("2024-06-02"), date("2030-01-01"))
	pairs, err := e.Matches(t.Context(), q)
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, p := range pairs {
		got = append(got, string(p.State)+" "+p.First+p.Other)
	}
	slices.Sort(got)
	// A and C each have a UPN of their own, so they are two; F's second UPN is the earlier one.
	want := []string{"doubtful DD"}
	for _, pair := range [][2]string{{"A", "B"}, {"B", "C"}} {
		if slices.Contains(got, "doubtful "+pair[1]+pair[0]) {
			want = append(want, "doubtful "+pair[1]+pair[0])
		} else {
			want = append(want, "doubtful "+pair[0]+pair[1])
		}
	}
	slices.Sort(want)
	equal(t, "pairs", got, want)
	people, err := e.People(t.Context(), q)
	if err != nil || people.Len() != 5 {
		t.Errorf("%d people, %v; want five", people.Len(), err)
	}
}
