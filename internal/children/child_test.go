package children_test

import (
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"heed/internal/children"
	"heed/internal/door"
	"heed/internal/records"
	"heed/internal/testkit"
)

func child(t *testing.T, h *testkit.Heed, who, id string, q door.Question) children.Page {
	t.Helper()
	actor := door.System(testkit.Authority)
	if who != "system" {
		actor = h.Actor(t, who)
	}
	page, err := children.Find(t.Context(), h.Session(actor).At(q), id)
	if err != nil {
		t.Fatal(err)
	}
	return page
}

func fact(page children.Page, label string) string {
	for _, f := range page.Facts {
		if f.Label == label {
			return f.Value
		}
	}
	return ""
}

func TestAChildsPageSaysWhoTheyAreAndHowTheyStand(t *testing.T) {
	t.Parallel()
	h := small.Open(t)
	page := child(t, h, "W3", "1004", door.Question{})
	for label, want := range map[string]string{
		"Legal status": "Section 20 accommodation since 4 March 2024", "Lives with": "Foster, long term since 10 January 2025",
		"Worker": "Ayesha Penrose, Looked After 1", "Born": "9 January 2012", "Looked after": "Yes, since 4 March 2024", "Child protection plan": "",
	} {
		if got := fact(page, label); got != want {
			t.Errorf("%s: %q, want %q", label, got, want)
		}
	}
	if page.Child != (door.ChildRef{ID: "1004", Name: "Kit Applethwaite", Age: "14"}) || page.Why != "you are allocated to this child" {
		t.Errorf("the page is of %+v, because %q", page.Child, page.Why)
	}
	if len(page.Involved) != 2 || page.Involved[0].To != (time.Time{}) || page.Involved[0].Name == "" {
		t.Errorf("involved: %+v", page.Involved)
	}
	if len(page.Missing) != 0 {
		t.Errorf("nothing is missing from this record, and the page says %q", page.Missing)
	}
	if got := child(t, h, "W8", "1004", door.Question{}); got.Child.Name != "" || strings.Contains(strings.Join(detail(got), " "), "Applethwaite") {
		t.Error("the director's page names the child")
	}
}

func detail(page children.Page) []string {
	var list []string
	for _, e := range page.Chronology {
		list = append(list, e.Detail)
	}
	return list
}

func TestAChildsPageSaysWhatTheRecordLacks(t *testing.T) {
	t.Parallel()
	h := small.Open(t)
	for id, want := range map[string]string{
		"1005": "No worker recorded since 30 October 2026, for 20 days",
		"1006": "Looked after since 3 February 2025, and no review is recorded",
		"1007": "Looked after since 2 June 2025, and no health assessment is recorded",
		"1011": "No name is recorded",
	} {
		if page := child(t, h, "system", id, door.Question{}); !slices.Contains(page.Missing, want) {
			t.Errorf("%s lacks %q, want it to say %q", id, page.Missing, want)
		}
	}
	if page := child(t, h, "system", "1010", door.Question{}); slices.Contains(page.Missing, "No date of birth is recorded") {
		t.Error("an unborn child is said to lack a date of birth")
	}
}

func TestAChronologyIsAsAtItsDayAndAsKnownThen(t *testing.T) {
	t.Parallel()
	h := small.Open(t)
	page := child(t, h, "W1", "1002", door.Question{})
	if len(page.Chronology) < 6 || !slices.IsSortedFunc(page.Chronology, func(x, y children.Event) int { return y.On.Compare(x.On) }) {
		t.Fatalf("the chronology has %d events, or not the latest first", len(page.Chronology))
	}
	for _, e := range page.Chronology {
		if e.Late != e.On.AddDate(1, 0, 0).Before(e.RecordedAt) {
			t.Errorf("%s of %s, recorded %s: late %v", e.What, e.On, e.RecordedAt, e.Late)
		}
	}
	if !slices.ContainsFunc(page.Chronology, func(e children.Event) bool { return strings.Contains(e.Detail, "Neglect") }) {
		t.Errorf("no event says the category of abuse in words: %q", detail(page))
	}
	march := time.Date(2026, 3, 1, 0, 0, 0, 0, time.UTC)
	for _, e := range child(t, h, "W1", "1002", door.Question{AsAt: march}).Chronology {
		if e.On.After(march) {
			t.Errorf("as at 1 March the chronology has a %s of %s", e.What, e.On)
		}
	}
	before := child(t, h, "W1", "1002", door.Question{KnownAt: testkit.Now.Add(-2 * time.Hour)})
	if len(before.Chronology) != 0 || len(before.Clocks) != 0 {
		t.Errorf("before anything was recorded there are %d events and %d clocks", len(before.Chronology), len(before.Clocks))
	}
}

func TestAChildNobodyKnowsIsNotFoundOrRefused(t *testing.T) {
	t.Parallel()
	h := small.Open(t)
	if _, err := children.Find(t.Context(), h.Session(h.Actor(t, "W8")), "9999"); !errors.Is(err, door.ErrNotFound) {
		t.Errorf("the director asking for an unknown child gets %v, want not found", err)
	}
	if _, err := children.Find(t.Context(), h.Session(h.Actor(t, "W1")), "9999"); !errors.Is(err, door.ErrForbidden) {
		t.Errorf("a social worker asking for an unknown child gets %v, want the refusal of any child not theirs", err)
	}
}

func TestAChildIsFoundByNumberAndByNamesOfOnesOwn(t *testing.T) {
	t.Parallel()
	h := small.Open(t)
	cases := []struct{ who, query, want string }{
		{"W1", "bracken", "1001"}, {"W1", "JJ van", "1002"}, {"W1", "Kit", ""}, {"W1", "1004", ""}, {"W1", "100", "1001 1002"},
		{"W8", "bracken", ""}, {"W8", "1001", "1001"}, {"W8", "1006", ""}, {"W5", "meera", "1003"}, {"W1", " ", ""},
	}
	for _, c := range cases {
		found, err := children.Search(t.Context(), h.Session(h.Actor(t, c.who)), c.query)
		if err != nil {
			t.Fatal(err)
		}
		var ids []string
		for _, f := range found {
			ids = append(ids, f.ID)
		}
		if got := strings.Join(ids, " "); got != c.want {
			t.Errorf("%s searching for %q finds %q, want %q", c.who, c.query, got, c.want)
		}
	}
}

func TestWhoAdoptedAChildIsToldOnlyByANamedGrant(t *testing.T) {
	t.Parallel()
	h := small.Open(t)
	adopters := func(page children.Page) string {
		for _, e := range page.Chronology {
			if e.Type == "adoption" {
				return e.Detail
			}
		}
		t.Fatal("the adoption is not in the chronology")
		return ""
	}
	if got := adopters(child(t, h, "W8", "1009", door.Question{})); strings.Contains(got, "dopters") {
		t.Errorf("the director reads %q", got)
	}
	if got := adopters(child(t, h, "system", "1009", door.Question{})); !strings.Contains(got, "Adopters: 2 adults") {
		t.Errorf("the command line reads %q", got)
	}
	_, err := records.History(t.Context(), h.Session(h.Actor(t, "W13")), "adoption", "1009")
	if !errors.Is(err, door.ErrForbidden) {
		t.Errorf("the analyst asking for the record gets %v, want a refusal", err)
	}
}
