package oversight_test

import (
	"errors"
	"io"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"heed/internal/access"
	"heed/internal/children"
	"heed/internal/clocks"
	"heed/internal/door"
	"heed/internal/oversight"
	"heed/internal/testkit"
)

// look opens a child's page.
func look(t *testing.T, h *testkit.Heed, who door.Actor, child string) {
	t.Helper()
	if _, err := children.Find(t.Context(), h.Session(who), child); err != nil {
		t.Fatal(err)
	}
}

func seen(t *testing.T, h *testkit.Heed, who door.Actor, child string) oversight.SeenPage {
	t.Helper()
	page, err := oversight.Seen(t.Context(), h.Session(who), child)
	if err != nil {
		t.Fatal(err)
	}
	return page
}

func TestWhoHasSeenARecordIsSaidWithWhenHowOftenAndHowTheyAreAllocated(t *testing.T) {
	t.Parallel()
	h := testkit.OpenCold(t)
	testkit.Put(t, h, "account", map[string]string{"account_id": "A6", "name": "Tunde Farquhar", "email": "t@brockwell.example", "worker_id": "W6", "started_on": "2026-01-05"})
	testkit.Put(t, h, "account", map[string]string{"account_id": "A3", "name": "Ayesha Penrose", "email": "a@brockwell.example", "worker_id": "W3", "started_on": "2026-01-05"})
	at := func(hour int) time.Time { return testkit.Now.Add(time.Duration(hour) * time.Hour) }
	look(t, h, h.Actor(t, "W3"), "1004")
	h.SetNow(at(1))
	if err := clocks.Export(t.Context(), h.Session(h.Actor(t, "W13")), clocks.Filter{}, io.Discard); err != nil { // the analyst's, of all children
		t.Fatal(err)
	}
	if _, err := children.Find(t.Context(), h.Session(h.Actor(t, "W1")), "1004"); !errors.Is(err, door.ErrForbidden) {
		t.Fatal(err)
	}
	h.SetNow(at(2))
	look(t, h, h.Actor(t, "W3"), "1004")
	if _, err := children.FindJourney(t.Context(), h.Session(h.Actor(t, "W3")), "1004"); err != nil {
		t.Fatal(err)
	}
	h.SetNow(at(3))
	look(t, h, door.Actor{ID: "W3", Account: "A6", For: "A3", Role: access.SocialWorker, Authority: testkit.Authority}, "1004")
	look(t, h, h.Actor(t, "W3"), "1007") // another child
	h.SetNow(at(4))
	director := h.Actor(t, "W8")
	page := seen(t, h, director, "1004")
	now := testkit.Now
	want := []oversight.Viewer{
		{
			Name: "Tunde Farquhar", ID: "A6", ForName: "Ayesha Penrose", Whom: "A3", Role: "social worker", First: at(3), Last: at(3), Looks: 1,
			Through: []oversight.Through{{What: "the child’s page", N: 1}}, Ties: "Allocated as social worker since 4 March 2024",
		},
		{
			Name: "Ayesha Penrose", ID: "W3", Role: "social worker", First: now, Last: at(2), Looks: 3,
			Through: []oversight.Through{{What: "the child’s page", N: 2}, {What: "the journey", N: 1}}, Ties: "Allocated as social worker since 4 March 2024",
		},
		{
			Name: "Idris Quartermain", ID: "W13", Role: "analyst", First: at(1), Last: at(1), Looks: 1,
			Through: []oversight.Through{{What: "a file: clocks as at 2026-11-18", N: 1}}, Never: true,
		},
		{Name: "Dilys Okonjo", ID: "W1", Role: "social worker", Refused: 1, LastRefused: at(1), Never: true},
	}
	if diff := cmp.Diff(want, page.Viewers); diff != "" {
		t.Errorf("viewers (-want +got): %s", diff)
	}
	if len(page.Unseen) != 1 || page.Unseen[0].Name != "Soledad Whitcombe" || page.Unseen[0].Role != "reviewing officer" {
		t.Errorf("allocated and never looked: %+v", page.Unseen)
	}
	again := seen(t, h, director, "1004")
	if len(again.Viewers) != 5 || again.Viewers[0].ID != "W8" || again.Viewers[0].Through[0].What != "the access log of the child" || !again.Viewers[0].Never {
		t.Errorf("that the director asked is not said: %+v", again.Viewers)
	}
}

// Somebody refused is among those who tried, for whoever sees such refusals, and who is no more allocated was.
func TestWhoTriedToSeeARecordAndWhoWasAllocatedIsSaid(t *testing.T) {
	t.Parallel()
	h := testkit.OpenCold(t)
	if _, err := children.Find(t.Context(), h.Session(h.Actor(t, "W1")), "1005"); !errors.Is(err, door.ErrForbidden) {
		t.Fatal(err)
	}
	look(t, h, h.Actor(t, "W6"), "1005")
	page := seen(t, h, h.Actor(t, "W8"), "1005")
	if len(page.Viewers) != 2 {
		t.Fatalf("viewers %+v", page.Viewers)
	}
	for _, v := range page.Viewers {
		if v.ID == "W1" && (v.Refused != 1 || v.Looks != 0 || !v.First.IsZero() || !v.Never) {
			t.Errorf("who was refused is %+v", v)
		}
	}
	look(t, h, door.Actor{ID: "W3", Role: access.Director, Authority: testkit.Authority}, "1005") // in another role than then
	for _, v := range seen(t, h, h.Actor(t, "W8"), "1005").Viewers {
		if v.ID == "W3" && v.Ties != "Was allocated as social worker from 1 May 2023 to 30 October 2026" {
			t.Errorf("who was allocated is %+v", v)
		}
	}
}

// Nobody learns by this page of a child whose record they may not open, or asks who may not read the log.
func TestWhoHasSeenARecordIsForThoseWhoReadTheLogAndMayOpenIt(t *testing.T) {
	t.Parallel()
	h := testkit.OpenCold(t)
	look(t, h, door.System(testkit.Authority), "1006")
	ask := func(who, child string) error {
		_, err := oversight.Seen(t.Context(), h.Session(h.Actor(t, who)), child)
		return err
	}
	var closed *door.ClosedError
	restricted, none := ask("W8", "1006"), ask("W8", "9999")
	if !errors.As(restricted, &closed) || !errors.As(none, &closed) || restricted.Error() != none.Error() {
		t.Errorf("a restricted child is answered %v, none %v", restricted, none)
	}
	if err := ask("W7", "1004"); !errors.As(err, &closed) { // of another service
		t.Errorf("a head of service asks of a child of another service: %v", err)
	}
	for _, who := range []string{"W3", "W6", "W13"} {
		if err := ask(who, "1004"); !errors.Is(err, door.ErrForbidden) || errors.As(err, &closed) {
			t.Errorf("%s: %v", who, err)
		}
	}
}
