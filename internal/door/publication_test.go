package door_test

import (
	"testing"
	"time"

	"heed/internal/access"
	"heed/internal/door"
	"heed/internal/figures"
	"heed/internal/imports"
	"heed/internal/testkit"
)

// contactsOf records contacts of some days, as an import of a moment that says its list is complete from 2024 up to a day.
func contactsOf(t *testing.T, h *testkit.Heed, at time.Time, to, rows string) {
	t.Helper()
	day, err := time.Parse(time.DateOnly, to)
	if err != nil {
		t.Fatal(err)
	}
	list := testkit.Lists(t, map[string]string{"contact.csv": "child_id,contact_id,received_on,source,outcome\n" + rows})
	request := imports.Request{
		Paths: []string{list}, At: at, CompleteFrom: time.Date(2024, 1, 1, 0, 0, 0, 0, time.UTC), CompleteTo: day,
	}
	if result, err := imports.Import(t.Context(), h.Session(door.System(testkit.Authority)), request, nil); err != nil || result.Faults > 0 {
		t.Fatalf("%v, %+v", err, result.FaultList)
	}
}

// someContacts are contacts of August 2026, one a day.
func someContacts(n int) (rows string) {
	for i := range n {
		day := time.Date(2026, 8, 1+i, 0, 0, 0, 0, time.UTC).Format(time.DateOnly)
		rows += "L" + day + ",C" + day + "," + day + ",6,early help\n"
	}
	return rows
}

func seen(t *testing.T, h *testkit.Heed, q door.Question) figures.Page {
	t.Helper()
	who := door.Actor{ID: "member-1", Role: access.ElectedMember, Authority: testkit.Authority}
	page, err := figures.Find(t.Context(), h.Session(who).At(q), "police-contacts-nfa", figures.Filter{})
	if err != nil {
		t.Fatal(err)
	}
	return page
}

func moment(month time.Month, day int) time.Time {
	return time.Date(2026, month, day, 9, 0, 0, 0, time.UTC)
}

// A contact recorded late would change 20 of 20 to 21 of 21, and tell of that child.
func TestWhatIsRecordedLateChangesAPublishedQuarterOnlyAtTheNextPublication(t *testing.T) {
	t.Parallel()
	h := testkit.Empty(t)
	contactsOf(t, h, moment(10, 20), "2026-10-19", someContacts(20))
	h.SetNow(moment(11, 18))
	before := seen(t, h, door.Question{})
	if before.AsAt.Format(time.DateOnly) != "2026-09-30" || before.Figure.Rows != 20 {
		t.Fatalf("as at %s a member sees %+v", before.AsAt, before.Figure)
	}
	contactsOf(t, h, moment(11, 17), "2026-11-16", someContacts(21))
	asked := []door.Question{{}, {KnownAt: moment(11, 18)}, {AsAt: moment(11, 18).Truncate(24 * time.Hour)}}
	for _, q := range asked {
		if page := seen(t, h, q); page.Figure.Rows != 20 || !page.AsAt.Equal(before.AsAt) || !page.KnownAt.Equal(before.KnownAt) {
			t.Errorf("asked for %+v, a contact recorded late makes it %d as at %s, known at %s", q, page.Figure.Rows, page.AsAt, page.KnownAt)
		}
	}
	h.SetNow(moment(11, 18).AddDate(0, 3, 0)) // the quarter to December is published
	if page := seen(t, h, door.Question{AsAt: before.AsAt}); page.Figure.Rows != 21 || !page.AsAt.Equal(before.AsAt) {
		t.Errorf("at the next publication the quarter has %d, as at %s", page.Figure.Rows, page.AsAt)
	}
}

func TestACouncilThatBroughtInItsHistoryLastWeekHasAPublication(t *testing.T) {
	t.Parallel()
	h := testkit.Empty(t)
	contactsOf(t, h, moment(11, 11), "2026-11-10", someContacts(20))
	contactsOf(t, h, moment(11, 12), "2026-11-11", someContacts(21))
	h.SetNow(moment(11, 18))
	if page := seen(t, h, door.Question{}); page.Figure.Rows != 20 || page.AsAt.Format(time.DateOnly) != "2026-09-30" {
		t.Errorf("as at %s it has %d", page.AsAt, page.Figure.Rows)
	}
}

func TestAQuarterThatTheRecordsDidNotCoverIsPublishedOnceTheyDo(t *testing.T) {
	t.Parallel()
	h := testkit.Empty(t)
	h.SetNow(moment(11, 18))
	contactsOf(t, h, moment(7, 20), "2026-06-30", "")
	contactsOf(t, h, moment(11, 10), "2026-09-15", someContacts(19))
	if page := seen(t, h, door.Question{}); page.AsAt.Format(time.DateOnly) != "2026-06-30" {
		t.Errorf("before the records cover September the latest quarter is %s", page.AsAt)
	}
	contactsOf(t, h, moment(11, 11), "2026-10-31", someContacts(20))
	contactsOf(t, h, moment(11, 12), "2026-11-11", someContacts(21))
	if page := seen(t, h, door.Question{}); page.Figure.Rows != 20 || page.AsAt.Format(time.DateOnly) != "2026-09-30" {
		t.Errorf("once they do it is %s, and has %d", page.AsAt, page.Figure.Rows)
	}
}
