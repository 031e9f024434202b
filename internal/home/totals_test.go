package home_test

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"heed/internal/access"
	"heed/internal/clocks"
	"heed/internal/door"
	"heed/internal/home"
	"heed/internal/testkit"
)

// settled gives a page of totals once it is worked out.
func settled[P any](t *testing.T, s *door.Session, find func(*testing.T, *door.Session) (P, bool)) P {
	t.Helper()
	for until := time.Now().Add(2 * time.Minute); ; time.Sleep(20 * time.Millisecond) {
		page, waiting := find(t, s)
		if !waiting {
			return page
		}
		if time.Now().After(until) {
			t.Fatal("the totals are never worked out")
		}
	}
}

func member(t *testing.T, s *door.Session) (home.MemberPage, bool) {
	t.Helper()
	page, err := home.Member(t.Context(), s)
	if err != nil {
		t.Fatal(err)
	}
	return page, page.Waiting
}

func partner(t *testing.T, s *door.Session) (home.PartnerPage, bool) {
	t.Helper()
	page, err := home.Partner(t.Context(), s)
	if err != nil {
		t.Fatal(err)
	}
	return page, page.Waiting
}

func TestAMembersPromisesAreTheClocksOfAYearToAQuarter(t *testing.T) {
	t.Parallel()
	h := large.Open(t)
	s := h.Session(h.Persona(t, access.ElectedMember))
	page := settled(t, s, member)
	system := h.Session(door.System(testkit.Authority)).At(door.Question{AsAt: page.QuarterEnd})
	shown := 0
	for _, p := range page.Promises {
		if p.Now.Hidden || p.Now.Unknown != "" {
			if p.Now.Of != 0 || p.Now.InTime != 0 {
				t.Errorf("%s hides its numbers and holds %+v", p.Duty.ID, p.Now)
			}
			continue
		}
		shown++
		list, err := clocks.List(t.Context(), system, clocks.Filter{
			Duty: p.Duty.ID, DueFrom: page.QuarterEnd.AddDate(-1, 0, 1), DueTo: page.QuarterEnd, PerPage: -1,
			Statuses: []clocks.Status{clocks.Met, clocks.MetLate, clocks.Missed, clocks.Overdue},
		})
		if err != nil {
			t.Fatal(err)
		}
		if list.Total != p.Now.Of || list.Counts[clocks.Met] != p.Now.InTime {
			t.Errorf("%s: the page says %+v, the clocks are %d, %d of them met", p.Duty.ID, p.Now, list.Total, list.Counts[clocks.Met])
		}
	}
	if shown == 0 {
		t.Fatal("no promise has a number")
	}
	earlier := page.QuarterEnd.AddDate(0, 0, 1)
	for _, q := range []door.Question{{AsAt: earlier}, {AsAt: earlier, KnownAt: earlier}} {
		other := settled(t, s.At(q), member)
		if diff := cmp.Diff(shares(page.Promises), shares(other.Promises)); diff != "" {
			t.Errorf("as at %s, known at %s, the same quarter is another (-now +then):\n%s", q.AsAt, q.KnownAt, diff)
		}
	}
}

func shares(list []home.Promise) map[string][2]home.Kept {
	by := map[string][2]home.Kept{}
	for _, p := range list {
		by[p.Duty.ID] = [2]home.Kept{p.Now, p.Then}
	}
	return by
}

func TestAPartnersHomeIsOfTheirOwnAgencyAndSaysWhereNothingFeedsIt(t *testing.T) {
	t.Parallel()
	h := large.Open(t)
	who := h.Persona(t, access.Partner)
	if who.Agency != "police" {
		t.Fatalf("the partner is of %q", who.Agency)
	}
	page := settled(t, h.Session(who), partner)
	if page.Agency != "Police" || len(page.Lines) != 4 {
		t.Errorf("%s has %d lines, want the police with four", page.Agency, len(page.Lines))
	}
	shown := 0
	for _, line := range page.Lines {
		if few := line.Now.InTime > 0 && line.Now.InTime < 6 || line.Now.Of-line.Now.InTime > 0 && line.Now.Of-line.Now.InTime < 6; few {
			t.Errorf("%s shows a small number: %+v", line.Title, line.Now)
		}
		if line.Now.Of > 0 || line.Now.Hidden {
			shown++
		}
	}
	if shown == 0 {
		t.Errorf("nothing is known of the police: %+v", page.Lines)
	}
	who.Agency = "housing"
	if page = settled(t, h.Session(who), partner); page.Agency != "Housing" || len(page.Lines) != 2 {
		t.Errorf("%s has %d lines, want housing with its conferences and reports", page.Agency, len(page.Lines))
	}
	who.Agency = ""
	if page = settled(t, h.Session(who), partner); page.Agency != "" || len(page.Lines) > 0 {
		t.Errorf("of an agency that is not known: %s, %+v", page.Agency, page.Lines)
	}
}
