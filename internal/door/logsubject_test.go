//go:build !race || long

package door_test

import (
	"context"
	"errors"
	"io"
	"testing"

	"github.com/google/go-cmp/cmp"

	"heed/internal/access"
	"heed/internal/children"
	"heed/internal/clocks"
	"heed/internal/door"
	"heed/internal/records"
	"heed/internal/testkit"
)

// withAccounts gives the small council with two accounts, of the social workers W1 and W2, of whom the first acts for the second.
func withAccounts(t *testing.T) *testkit.Heed {
	t.Helper()
	h := testkit.OpenCold(t)
	testkit.Put(t, h, "account", map[string]string{"account_id": "A1", "name": "Dilys Okonjo", "email": "dilys@brockwell.example", "worker_id": "W1", "started_on": "2026-01-05"})
	testkit.Put(t, h, "account", map[string]string{"account_id": "A2", "name": "Marek Thistlewood", "email": "marek@brockwell.example", "worker_id": "W2", "started_on": "2026-01-05"})
	testkit.Put(t, h, "acting_for", map[string]string{
		"account_id": "A1", "for_account_id": "A2", "role": "social worker", "reason": "leave", "started_on": "2026-11-16", "last_on": "2026-11-27", "granted_by": "A9",
	})
	return h
}

func TestTheLogNamesWhomAnEntryIsAboutWhateverItIs(t *testing.T) {
	t.Parallel()
	h := withAccounts(t)
	system := h.Session(door.System(testkit.Authority))
	testkit.Put(t, h, "restriction", map[string]string{"child_id": "1009", "reason": "Court order", "started_on": "2026-11-18"})
	if err := system.Log(t.Context(), access.ManageAccounts, "A2", "one account"); err != nil {
		t.Fatal(err)
	}
	if err := system.Log(t.Context(), access.ManageAccounts, "A404", "one account"); err != nil {
		t.Fatal(err)
	}
	if _, err := children.Find(t.Context(), system, "1004"); err != nil {
		t.Fatal(err)
	}
	if _, err := children.Find(t.Context(), h.Session(h.Actor(t, "W1")), "9999"); !errors.Is(err, door.ErrForbidden) {
		t.Fatal(err)
	}
	if _, err := records.List(t.Context(), system, records.Filter{Subject: "W3"}); err != nil {
		t.Fatal(err)
	}
	if _, err := records.List(t.Context(), system, records.Filter{Subject: "T1"}); err != nil {
		t.Fatal(err)
	}
	page, err := door.AccessLog(t.Context(), system, door.AccessFilter{PerPage: 100})
	if err != nil {
		t.Fatal(err)
	}
	words := map[string]bool{}
	for _, e := range page.Entries {
		words[e.About.Kind+": "+e.About.Words()] = true
	}
	for _, want := range []string{
		"account: Dilys Okonjo", "account: Marek Thistlewood", "account: Account A404", "child: Child 1004", "child: Child 1009", "child: Child 9999",
		"worker: Ayesha Penrose", "team: Safeguarding 1", ": ",
	} {
		if !words[want] {
			t.Errorf("no entry is about %q: they are about %v", want, words)
		}
	}
}

// An entry about an account is for those who may read of subjects that are no children, as it was before the log said what it is about.
func TestWhatIsAboutNoChildIsInTheLogForThoseWhoReadOfSuchSubjects(t *testing.T) {
	t.Parallel()
	h := withAccounts(t)
	for id, want := range map[string]bool{"W8": true, "W7": false} { // the director and a head of service
		page, err := door.AccessLog(t.Context(), h.Session(h.Actor(t, id)), door.AccessFilter{PerPage: 100})
		if err != nil {
			t.Fatal(err)
		}
		found := false
		for _, e := range page.Entries {
			found = found || e.About.Kind == "account"
		}
		if found != want {
			t.Errorf("%s sees entries about accounts: %t, want %t", id, found, want)
		}
	}
}

func TestTheLogIsNarrowedByPersonWhomeverTheyActForAndWhoeverActsForThem(t *testing.T) {
	t.Parallel()
	h := withAccounts(t)
	of := func(account, whom string) door.Actor {
		return door.Actor{ID: "W2", Account: account, For: whom, Role: access.SocialWorker, Authority: testkit.Authority}
	}
	for child, who := range map[string]door.Actor{"1010": of("A1", "A2"), "1012": of("A2", "")} {
		if _, err := children.Find(t.Context(), h.Session(who), child); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := children.Find(t.Context(), h.Session(h.Actor(t, "W1")), "1001"); err != nil { // before there were accounts
		t.Fatal(err)
	}
	type line struct{ Child, Name, For string }
	mine, acting, own := line{"1001", "Dilys Okonjo", ""}, line{"1010", "Dilys Okonjo", "Marek Thistlewood"}, line{"1012", "Marek Thistlewood", ""}
	for typed, want := range map[string]map[line]bool{
		"A1": {acting: true}, "W1": {acting: true, mine: true}, "dilys ok": {acting: true, mine: true},
		"A2": {acting: true, own: true}, "W2": {acting: true, own: true}, "Marek": {acting: true, own: true}, "nobody": {},
	} {
		page, err := door.AccessLog(t.Context(), h.Session(door.System(testkit.Authority)), door.AccessFilter{Who: typed, PerPage: 100})
		if err != nil {
			t.Fatal(err)
		}
		got := map[line]bool{}
		for _, e := range page.Entries {
			if e.Action == string(access.ReadChild) {
				got[line{e.Subject, e.Name, e.ForName}] = true
			}
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%q: %s", typed, diff)
		}
	}
}

// An export is found by a child that it held, and by no child that the reader may not open.
func TestTheLogIsNarrowedByAChildToTheExportsThatHeldIt(t *testing.T) {
	t.Parallel()
	h := testkit.OpenCold(t)
	export := func(ctx context.Context, who door.Actor) {
		if err := clocks.Export(ctx, h.Session(who), clocks.Filter{}, io.Discard); err != nil {
			t.Fatal(err)
		}
	}
	export(t.Context(), door.System(testkit.Authority)) // which holds the restricted child 1006 too
	for _, tc := range []struct {
		who   door.Actor
		child string
		want  int
	}{
		{door.System(testkit.Authority), "1004", 1}, {door.System(testkit.Authority), "1006", 1}, {h.Actor(t, "W8"), "1004", 1}, {h.Actor(t, "W8"), "1006", 0}, {h.Actor(t, "W8"), "9999", 0},
	} {
		page, err := door.AccessLog(t.Context(), h.Session(tc.who), door.AccessFilter{Subject: tc.child})
		if err != nil {
			t.Fatal(err)
		}
		n := 0
		for _, e := range page.Entries {
			if e.Action == string(access.Export) {
				n++
				if want := "Child " + tc.child + ", among others"; e.About.Words() != want {
					t.Errorf("%s: %q, want %q", tc.child, e.About.Words(), want)
				}
			}
		}
		if n != tc.want {
			t.Errorf("%s finds %d exports that held %s, want %d", tc.who.ID, n, tc.child, tc.want)
		}
	}
}
