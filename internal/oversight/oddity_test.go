package oversight_test

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"heed/internal/access"
	"heed/internal/door"
	"heed/internal/ledger"
	"heed/internal/oversight"
	"heed/internal/testkit"
)

// log writes entries into the log as they are written, each at a moment in UTC.
type log struct {
	t *testing.T
	h *testkit.Heed
}

// opened writes that somebody opened a child's page, or was refused it.
func (l log) opened(at, who string, role access.Role, child string, allowed bool) {
	l.t.Helper()
	l.write(at, ledger.Access{Who: who, Role: string(role), Action: string(access.ReadChild), Subject: child, Detail: "child", Allowed: allowed})
}

func (l log) write(at string, a ledger.Access) {
	l.t.Helper()
	moment, err := time.Parse("2006-01-02 15:04:05", at)
	if err != nil {
		l.t.Fatal(err)
	}
	a.Authority, a.At = testkit.Authority, moment
	if err := l.h.Session(door.System(testkit.Authority)).Ledger().LogAccess(l.t.Context(), a); err != nil {
		l.t.Fatal(err)
	}
}

// odd gives the oddities of a kind in the week to a day that somebody sees: who, on which day, and in how many entries.
func (l log) odd(reader, to string, kind oversight.Kind) []string {
	l.t.Helper()
	day, err := time.Parse(time.DateOnly, to)
	if err != nil {
		l.t.Fatal(err)
	}
	l.h.SetNow(day.Add(34 * time.Hour)) // the morning after
	week, err := oversight.Oddities(l.t.Context(), l.h.Session(l.h.Actor(l.t, reader)), day)
	if err != nil {
		l.t.Fatal(err)
	}
	found := []string{}
	for _, one := range week.Oddities {
		if one.Kind == kind {
			found = append(found, fmt.Sprintf("%s %s %d", one.Day.Format(time.DateOnly), one.Who, len(one.Entries)))
		}
	}
	slices.Sort(found)
	return found
}

func equal(t *testing.T, got []string, want ...string) {
	t.Helper()
	if diff := cmp.Diff(append([]string{}, want...), got); diff != "" {
		t.Errorf("-want +got: %s", diff)
	}
}

func TestLooksOutsideWorkingHoursInLondonAreListed(t *testing.T) {
	t.Parallel()
	l := log{t, testkit.OpenCold(t)}
	at := func(moment string) { l.opened(moment, "W1", access.SocialWorker, "1001", true) }
	at("2026-11-19 06:59:59")
	at("2026-11-19 07:00:00") // work has begun
	at("2026-11-20 19:59:59") // and not ended
	l.write("2026-11-20 20:00:00", ledger.Access{Who: "W13", Role: "analyst", Action: "export", Detail: "clocks: 12 rows", Allowed: true})
	at("2026-11-21 12:00:00")                                                                                                            // a Saturday
	l.opened("2026-11-21 12:01:00", "W1", access.SocialWorker, "1004", false)                                                            // what is refused shows nothing
	l.opened("2026-11-21 12:02:00", "W14", "emergency duty team", "1001", true)                                                          // who works at night
	l.opened("2026-11-21 12:03:00", "system", access.System, "1001", true)                                                               // is no person
	l.write("2026-11-21 12:04:00", ledger.Access{Who: "W5", Role: "team manager", Action: "list clocks", Detail: "home", Allowed: true}) // of no child
	at("2026-12-24 12:00:00")
	at("2026-12-25 12:00:00") // Christmas Day, a Friday
	at("2026-12-28 12:00:00") // the substitute for Boxing Day, a Monday
	at("2026-12-29 12:00:00")
	equal(t, l.odd("W8", "2026-11-24", oversight.OutOfHours), "2026-11-19 W1 1", "2026-11-20 W13 1", "2026-11-21 W1 1")
	equal(t, l.odd("W8", "2026-12-30", oversight.OutOfHours), "2026-12-25 W1 1", "2026-12-28 W1 1")
	at("2027-06-01 06:00:00") // seven in the morning in summer
	at("2027-06-01 19:00:00") // eight in the evening
	at("2027-06-02 05:59:59")
	at("2027-06-02 18:59:59")
	at("2027-06-03 23:30:00") // the fourth in London
	equal(t, l.odd("W8", "2027-06-07", oversight.OutOfHours), "2027-06-01 W1 1", "2027-06-02 W1 1", "2027-06-04 W1 1")
}

func TestLooksByThoseWhoWereNeverAllocatedAreListed(t *testing.T) {
	t.Parallel()
	l := log{t, testkit.OpenCold(t)}
	testkit.Put(t, l.h, "account", map[string]string{"account_id": "A1", "name": "Dilys Okonjo", "email": "d@brockwell.example", "worker_id": "W1", "started_on": "2026-01-05"})
	testkit.Put(t, l.h, "account", map[string]string{"account_id": "A2", "name": "Marek Thistlewood", "email": "m@brockwell.example", "worker_id": "W2", "started_on": "2026-01-05"})
	day := func(n int) string { return fmt.Sprintf("2026-11-19 10:%02d:00", n) }
	l.opened(day(0), "W1", access.SocialWorker, "1001", true)          // allocated
	l.opened(day(1), "W3", access.SocialWorker, "1005", false)         // was allocated until October
	l.opened(day(2), "W1", access.SocialWorker, "1004", false)         // never, and refused
	l.opened(day(3), "W1", access.SocialWorker, "1007", true)          // never: as if an allocation had been withdrawn
	l.opened(day(4), "W5", access.TeamManager, "1001", true)           // of the manager's team
	l.opened(day(5), "W5", access.TeamManager, "1009", true)           // once was of the team
	l.opened(day(6), "W5", access.TeamManager, "1004", false)          // never was
	l.opened(day(7), "W7", access.HeadOfService, "1001", true)         // of the service
	l.opened(day(8), "W7", access.HeadOfService, "1007", true)         // never was
	l.opened(day(9), "W11", access.LookedAfterNurse, "1004", true)     // looked after, which is why it opened
	l.opened(day(10), "W11", access.LookedAfterNurse, "1001", false)   // and this one is not
	l.opened(day(11), "W13", access.Analyst, "1004", true)             // works with all children
	l.opened(day(12), "W8", access.Director, "1004", true)             //
	l.opened(day(13), "admin-1", access.Administrator, "1004", false)  // opens no child
	l.opened(day(14), "A1 for A2", access.SocialWorker, "1010", true)  // the colleague is allocated
	l.opened(day(15), "A1 for A2", access.SocialWorker, "1004", false) // neither is
	l.opened(day(16), "W4", access.PersonalAdviser, "1006", false)     // a restricted child, of whom the director learns nothing
	l.opened(day(17), "W4", access.PersonalAdviser, "9999", false)     // no child
	l.write(day(18), ledger.Access{Who: "W4", Role: "personal adviser", Action: "manage accounts", Subject: "A1", Detail: "one account"})
	equal(t, l.odd("W8", "2026-11-20", oversight.NeverAllocated),
		"2026-11-19 A1 1", "2026-11-19 W1 2", "2026-11-19 W11 1", "2026-11-19 W5 1", "2026-11-19 W7 1", "2026-11-19 admin-1 1")
	// A head of service sees what is of the children of the service, and nothing of others.
	equal(t, l.odd("W7", "2026-11-20", oversight.NeverAllocated), "2026-11-19 W11 1")
}

func TestManyChildrenInAShortTimeAreListed(t *testing.T) {
	t.Parallel()
	l := log{t, manyChildren(t)}
	moment := func(day int, after time.Duration) string {
		return time.Date(2026, 11, day, 10, 0, 0, 0, time.UTC).Add(after).Format("2006-01-02 15:04:05")
	}
	many := func(day int, who string, role access.Role, children int, over time.Duration) {
		for n := range children {
			l.opened(moment(day, over*time.Duration(n)/time.Duration(children)), who, role, fmt.Sprint(7000+n), true)
		}
	}
	many(19, "W3", access.SocialWorker, 30, 59*time.Minute)
	many(20, "W3", access.SocialWorker, 29, 30*time.Minute)
	for range 20 { // the same child again and again
		l.opened(moment(20, time.Hour+time.Minute), "W3", access.SocialWorker, "7001", true)
	}
	many(23, "W3", access.SocialWorker, 35, 3*time.Hour) // never thirty within an hour
	many(24, "W13", access.Analyst, 35, time.Hour/2)     // works with all children
	many(25, "W6", access.TeamManager, 40, 20*time.Minute)
	equal(t, l.odd("W8", "2026-11-25", oversight.ManyChildren), "2026-11-19 W3 30", "2026-11-25 W6 40")
	// Many that began before midnight are of the day on which they became many.
	for n := range 30 {
		at := time.Date(2026, 11, 26, 23, 40, 0, 0, time.UTC).Add(time.Duration(n) * time.Minute)
		l.opened(at.Format("2006-01-02 15:04:05"), "W6", access.TeamManager, fmt.Sprint(7000+n), true)
	}
	equal(t, l.odd("W8", "2026-11-27", oversight.ManyChildren), "2026-11-25 W6 40", "2026-11-27 W6 30")
	ref := oversight.Ref{Day: time.Date(2026, 11, 27, 0, 0, 0, 0, time.UTC), Kind: oversight.ManyChildren, Who: "W6"}
	one, err := oversight.FindOddity(t.Context(), l.h.Session(l.h.Actor(t, "W8")), ref)
	if err != nil || len(one.Entries) != 30 || one.Children != 30 || one.Words != "Looked at 30 children, 30 or more of them within an hour" {
		t.Errorf("asked of that day alone it is %d entries of %d children, %q, %v", len(one.Entries), one.Children, one.Words, err)
	}
}

// manyChildren gives the small council with forty more children.
func manyChildren(t *testing.T) *testkit.Heed {
	t.Helper()
	h := testkit.OpenCold(t)
	for n := range 40 {
		testkit.Put(t, h, "child", map[string]string{"child_id": fmt.Sprint(7000 + n), "reported_by": "heed", "born_on": "2020-01-01"})
	}
	return h
}

func TestWhatIsDoneAfterTheLastDayIsListed(t *testing.T) {
	t.Parallel()
	l := log{t, testkit.OpenCold(t)} // W15 left on 30 September
	testkit.Put(t, l.h, "account", map[string]string{"account_id": "A15", "name": "Silas Undercroft", "email": "s@brockwell.example", "worker_id": "W15", "started_on": "2026-01-05"})
	testkit.Put(t, l.h, "account", map[string]string{"account_id": "A16", "name": "Petra Vane", "email": "p@brockwell.example", "started_on": "2026-01-05", "last_on": "2026-11-20"})
	signIn := func(at, who string) {
		l.write(at, ledger.Access{Who: who, Role: "social worker", Action: "sign in", Allowed: true})
	}
	signIn("2026-11-19 10:00:00", "W15")
	signIn("2026-11-19 11:00:00", "A15")
	signIn("2026-11-20 23:59:59", "A16") // the last day
	signIn("2026-11-21 00:00:00", "A16")
	l.opened("2026-11-21 00:10:00", "A16", access.SocialWorker, "1001", false)
	signIn("2026-11-21 10:00:00", "W1")
	equal(t, l.odd("W8", "2026-11-22", oversight.AfterLeaving), "2026-11-19 A15 1", "2026-11-19 W15 1", "2026-11-21 A16 2")
}

// What was found is signed by somebody whom it is not about, stands beside the oddity, and can be put right.
func TestWhatWasFoundIsSignedBySomebodyElse(t *testing.T) {
	t.Parallel()
	l := log{t, testkit.OpenCold(t)}
	l.opened("2026-11-21 12:00:00", "W8", access.Director, "1001", true)
	l.opened("2026-11-21 12:30:00", "W1", access.SocialWorker, "1001", true)
	l.h.SetNow(time.Date(2026, 11, 23, 10, 0, 0, 0, time.UTC))
	director, head := l.h.Session(l.h.Actor(t, "W8")), l.h.Session(l.h.Actor(t, "W7"))
	ref := func(who string) oversight.Ref {
		return oversight.Ref{Day: time.Date(2026, 11, 21, 0, 0, 0, 0, time.UTC), Kind: oversight.OutOfHours, Who: who}
	}
	sign := func(s *door.Session, who, conclusion, found string) ([]string, error) {
		faults, err := oversight.Sign(t.Context(), s, ref(who), conclusion, found)
		var fields []string
		for _, f := range faults {
			fields = append(fields, f.Field)
		}
		return fields, err
	}
	if _, err := sign(director, "W8", "no concern", "I was on call"); !errors.Is(err, oversight.ErrOwn) || !errors.Is(err, door.ErrForbidden) {
		t.Errorf("signing off one's own looks: %v", err)
	}
	actingForDirector := l.h.Session(door.Actor{ID: "W8", Account: "A7", For: "W8", Role: access.Director, Authority: testkit.Authority})
	if _, err := sign(actingForDirector, "W8", "no concern", "for the director"); !errors.Is(err, oversight.ErrOwn) {
		t.Errorf("signing off those of the colleague for whom one acts: %v", err)
	}
	for _, who := range []string{"W13", "W5", "W1"} {
		if _, err := sign(l.h.Session(l.h.Actor(t, who)), "W1", "no concern", "nothing"); !errors.Is(err, door.ErrForbidden) {
			t.Errorf("%s signs: %v", who, err)
		}
	}
	if _, err := sign(director, "W9", "no concern", "nothing"); !errors.Is(err, door.ErrNotFound) {
		t.Errorf("signing what is not odd: %v", err)
	}
	if fields, err := sign(director, "W1", "perhaps", " "); err != nil || strings.Join(fields, " ") != "conclusion found" {
		t.Errorf("faults %v, %v", fields, err)
	}
	for _, found := range []string{"A visit on Saturday", "A visit on Saturday, agreed with the manager"} {
		if fields, err := sign(director, "W1", "no concern", found); err != nil || len(fields) > 0 {
			t.Fatal(fields, err)
		}
	}
	if fields, err := sign(head, "W8", "passed on", "Ask why"); err != nil || len(fields) > 0 {
		t.Fatal(fields, err)
	}
	week, err := oversight.Oddities(t.Context(), director, time.Time{})
	if err != nil || len(week.Oddities) != 2 || week.Open != 0 {
		t.Fatalf("%+v, %v", week, err)
	}
	want := map[string]oversight.Review{
		"W1": {By: "Ruairi Castellan", On: l.h.Now().Truncate(24 * time.Hour), Conclusion: "no concern", Found: "A visit on Saturday, agreed with the manager"},
		"W8": {By: "Morag Estevez", On: l.h.Now().Truncate(24 * time.Hour), Conclusion: "passed on", Found: "Ask why"},
	}
	for _, one := range week.Oddities {
		if one.Review == nil {
			t.Errorf("%s: nobody has looked into it", one.Who)
			continue
		}
		if diff := cmp.Diff(want[one.Who], *one.Review); diff != "" || one.Own != (one.Who == "W8") {
			t.Errorf("%s, own %t: %s", one.Who, one.Own, diff)
		}
	}
}

func TestEachKindSaysItsLimitsAndWhoIsLeftOut(t *testing.T) {
	t.Parallel()
	h := testkit.OpenCold(t)
	want := map[oversight.Kind]string{
		oversight.NeverAllocated: "Left out: director, analyst and inspector, whose work is with all children of the authority.",
		oversight.ManyChildren:   "Left out: director, analyst and inspector, whose work is with all children of the authority.",
		oversight.OutOfHours:     "Left out: emergency duty team, which works when others do not.",
		oversight.AfterLeaving:   "",
	}
	for _, r := range oversight.Rules(h.Session(h.Actor(t, "W8"))) {
		if r.Title == "" || r.Words == "" || r.Without != want[r.Kind] {
			t.Errorf("%s: %+v", r.Kind, r)
		}
		delete(want, r.Kind)
	}
	if len(want) > 0 {
		t.Errorf("nothing is said of %v", want)
	}
}

func TestAnOddityIsNamedInAnAddressAndReadBack(t *testing.T) {
	t.Parallel()
	ref := oversight.Ref{Day: time.Date(2026, 11, 21, 0, 0, 0, 0, time.UTC), Kind: oversight.OutOfHours, Who: "a.b"}
	if got, err := oversight.ParseRef(ref.String()); err != nil || got != ref {
		t.Errorf("got %+v, %v", got, err)
	}
	for _, wrong := range []string{"", "nothing", "2026-11-21.out-of-hours.", "2026-11-31.out-of-hours.W1", "2026-11-21.odd.W1"} {
		if _, err := oversight.ParseRef(wrong); !errors.Is(err, door.ErrNotFound) {
			t.Errorf("%q: %v", wrong, err)
		}
	}
}
