package home_test

import (
	"strings"
	"testing"

	"heed/internal/clocks"
	"heed/internal/door"
	"heed/internal/home"
	"heed/internal/imports"
	"heed/internal/testkit"
)

// staffOnly is a council of which Heed holds who works there and with whom, and nothing of any child's case.
func staffOnly(t *testing.T) *testkit.Heed {
	t.Helper()
	h := testkit.Empty(t)
	lists := testkit.Lists(t, map[string]string{
		"team.csv":       "team_id,name,service\nT1,Safeguarding 1,Safeguarding\n",
		"worker.csv":     "worker_id,name,role,team_id,started_on\nW1,Dilys Okonjo,social worker,T1,2020-01-06\nW5,Greta Lindqvist-Shaw,team manager,T1,2018-04-03\nW8,Ruairi Castellan,director,,2016-09-05\n",
		"allocation.csv": "child_id,worker_id,role,team_id,started_on\n1001,W1,social worker,T1,2026-08-03\n",
	})
	request := imports.Request{Paths: []string{lists}, CompleteFrom: testkit.KeptFrom, CompleteTo: testkit.Today}
	if result, err := imports.Import(t.Context(), h.Session(door.System(testkit.Authority)), request, nil); err != nil || result.Faults > 0 {
		t.Fatalf("%v, %+v", err, result.FaultList)
	}
	if err := h.Demonstrate(t.Context(), testkit.Authority); err != nil {
		t.Fatal(err)
	}
	return h
}

func manager(t *testing.T, s *door.Session) home.ManagerPage {
	t.Helper()
	page, err := home.Manager(t.Context(), s)
	if err != nil {
		t.Fatal(err)
	}
	return page
}

// Where no source holds the cases, it is not said that every open case has a worker.
func TestOfCasesThatAreNotHeldNobodySaysThatAllHaveAWorker(t *testing.T) {
	t.Parallel()
	h := staffOnly(t)
	page := manager(t, h.Session(h.Actor(t, "W5")))
	if page.Unallocated.N != 0 || page.Unallocated.Unknown != "No source holds the records it rests on." {
		t.Errorf("no case is held, and the home says %+v", page.Unallocated)
	}
	held := testkit.OpenCold(t)
	if page := manager(t, held.Session(held.Actor(t, "W6"))); page.Unallocated.Unknown != "" {
		t.Errorf("the cases and who has them are held, and the home says %+v", page.Unallocated)
	}
}

// Where the records of every source end before the day asked about, nought overdue is not said to be as many as a week before.
func TestBeyondTheRecordsItIsNotSaidThatNothingIsOverdue(t *testing.T) {
	t.Parallel()
	h := staffOnly(t)
	h.SetNow(testkit.Now.AddDate(0, 0, 70))
	s := h.Session(h.Actor(t, "W8"))
	page := changed(t, s.At(door.Question{AsAt: s.Day()}), director)
	if !page.Outside() || page.All.Late.N+page.All.Gaps.N > 0 {
		t.Fatalf("the records reach the day, or something is late: %+v", page.All)
	}
	if first := page.Changed.Lines[0].Words; !strings.Contains(first, "is not known yet") {
		t.Errorf("the records ended ten weeks ago, and the home says %q", first)
	}
	for _, line := range page.Changed.Lines {
		if strings.HasPrefix(line.Words, "0 ") {
			t.Errorf("what is not known is counted: %q", line.Words)
		}
	}
}

// A child of whom it is not known whether something was done is none of those of whom nothing is late.
func TestAChildOfWhomSomethingIsNotKnownYetIsNotQuiet(t *testing.T) {
	t.Parallel()
	h := testkit.OpenCold(t)
	h.SetNow(testkit.Now.AddDate(0, 0, 70))
	untold := 0
	for _, id := range []string{"W1", "W2", "W3", "W4", "W14"} {
		s := h.Session(h.Actor(t, id))
		s = s.At(door.Question{AsAt: s.Day()})
		page, err := home.Worker(t.Context(), s)
		if err != nil {
			t.Fatal(err)
		}
		list := page.NotKnownYet.Filter
		list.PerPage = -1
		found, err := clocks.List(t.Context(), s, list)
		if err != nil {
			t.Fatal(err)
		}
		waiting := map[string]bool{}
		for _, c := range found.Clocks {
			waiting[c.Subject] = true
		}
		untold += len(waiting)
		if page.Quiet > page.Children-len(waiting) {
			t.Errorf("of %d children of %s something of %d is not known yet, and %d are said to have nothing", page.Children, id, len(waiting), page.Quiet)
		}
	}
	if untold == 0 {
		t.Error("of no child is anything not known yet")
	}
}
