//go:build !race || long

package door_test

import (
	"bytes"
	"context"
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"heed/internal/access"
	"heed/internal/children"
	"heed/internal/clocks"
	"heed/internal/door"
	"heed/internal/export"
	"heed/internal/figures"
	"heed/internal/home"
	"heed/internal/records"
	"heed/internal/testkit"
)

// sees says which children of the small council each of its people may open.
var sees = map[string]string{
	"W1": "1001 1002", "W2": "1003 1010 1012", "W3": "1004 1007", "W4": "1008",
	"W5": "1001 1002 1003 1009 1010 1011 1012", // T1's, those it was the last to work with, and one by grant
	"W6": "1004 1005 1007 1008",
	"W7": "1001 1002 1009 1010 1011 1012",
	"W8": "1001 1002 1004 1005 1007 1008 1009 1010 1011 1012",
	"W9": "1004 1005 1007", "W10": "1002", "W11": "1004 1005 1007", "W12": "1007",
	"W13": "1001 1002 1004 1005 1007 1008 1009 1010 1011 1012",
	"W14": "1001", "member-1": "", "partner-1": "",
	"inspector-1": "1001 1002 1004 1005 1007 1008 1009 1010 1011 1012",
	"system":      "1001 1002 1003 1004 1005 1006 1007 1008 1009 1010 1011 1012",
}

// owed says which of the children that people may open they see for no other reason than that their role owes them something: these they
// see without a name.
var owed = map[string]string{"W10": "1010", "W12": "1004", "leaving-care-1": "1005"}

// mayOpen lists the children whom a person may open.
func mayOpen(id string) []string {
	list := strings.Fields(sees[id] + " " + owed[id])
	slices.Sort(list)
	return list
}

// named are those who see the names of the children they may open.
var named = []access.Role{
	access.SocialWorker, access.PersonalAdviser, access.FamilySupportWorker, access.ReviewingOfficer, access.ConferenceChair,
	access.TeamManager, access.LookedAfterNurse, access.MissingCoordinator, access.System,
}

func TestEachPersonOpensExactlyTheChildrenTheyShould(t *testing.T) {
	t.Parallel()
	h := small.Open(t)
	for _, who := range h.Staff(t) {
		var open []string
		for _, id := range testkit.Children() {
			page, err := children.Find(t.Context(), h.Session(who), id)
			if forbidden(t, err) {
				continue
			}
			open = append(open, id)
			if page.Child.ID != id || page.Why == "" {
				t.Errorf("%s (%s) opened %s: %+v, because %q", who.ID, who.Role, id, page.Child, page.Why)
			}
			if got, want := page.Child.Name != "", slices.Contains(named, who.Role) && owed[who.ID] != id && id != "1010" && id != "1011"; got != want {
				t.Errorf("%s (%s) sees the name of %s: %v, want %v", who.ID, who.Role, id, got, want)
			}
		}
		if want := mayOpen(who.ID); !slices.Equal(open, want) {
			t.Errorf("%s (%s) opens %q, want %q", who.ID, who.Role, open, want)
		}
	}
}

// shown is every child that any list names to an actor.
func shown(t *testing.T, h *testkit.Heed, who door.Actor, q door.Question) map[string]string {
	t.Helper()
	names := map[string]string{}
	see := func(list string, c door.ChildRef) {
		if c.Hidden && (c.ID != "" || c.Name != "" || c.Age != "") {
			t.Errorf("%s to %s: a hidden child is told of: %+v", list, who.ID, c)
		}
		if c.ID != "" && c.Kind == "" { // one of a kind is no child: a household, the authority
			names[c.ID] = list
		}
	}
	ctx := t.Context()
	page, err := clocks.List(ctx, h.Session(who).At(q), clocks.Filter{PerPage: -1})
	forbidden(t, err)
	for _, c := range page.Clocks {
		see("clocks", c.Child)
		see("clocks, by the clock's own id", door.ChildRef{ID: c.Subject})
		see("clocks, by the occasion", door.ChildRef{ID: childOf(c.Occasion)})
	}
	for _, r := range testkit.Measures(h.Book()) {
		figure, err := figures.Find(ctx, h.Session(who).At(q), r.ID, figures.Filter{PerPage: -1})
		if err != nil {
			t.Fatal(err)
		}
		for _, row := range figure.Rows {
			see(r.ID, row.Child)
			if r.AboutChild() {
				see(r.ID+", by the row's own id", door.ChildRef{ID: row.Subject})
			}
			see(r.ID+", by the occasion", door.ChildRef{ID: childOf(row.Occasion)})
		}
		for _, row := range exported(t, h, who, q, r.ID) {
			see("export of "+r.ID, exportedChild(row))
			see("export of "+r.ID+", by the occasion", door.ChildRef{ID: childOf(row["occasion"])})
		}
	}
	found, err := children.Search(ctx, h.Session(who), "10")
	forbidden(t, err)
	for _, c := range found {
		see("search", c)
	}
	worker, err := home.Worker(ctx, h.Session(who).At(q))
	forbidden(t, err)
	for _, part := range []home.Section{worker.Late, worker.Today, worker.Week, worker.Untold, worker.Gaps, worker.Later} {
		for _, row := range part.Rows {
			see("worker's home", row.Child)
		}
	}
	manager, err := home.Manager(ctx, h.Session(who).At(q))
	forbidden(t, err)
	for _, c := range slices.Concat(manager.Late, manager.Own.Clocks) {
		see("manager's home", c.Child)
	}
	for name, find := range map[string]func(context.Context, *door.Session) (home.DirectorPage, error){"director's": home.Director, "head of service's": home.Service} {
		leader, err := find(ctx, h.Session(who).At(q))
		forbidden(t, err)
		for _, c := range leader.Own.Clocks {
			see(name+" home", c.Child)
		}
	}
	var out bytes.Buffer
	forbidden(t, clocks.Export(ctx, h.Session(who).At(q), clocks.Filter{}, &out))
	for _, row := range testkit.ReadCSV(t, &out) {
		see("export of clocks", exportedChild(row))
	}
	return names
}

// exportedChild gives the child that an exported row is about, none where it is about something else.
func exportedChild(row map[string]string) door.ChildRef {
	if row["about"] != "child" {
		return door.ChildRef{}
	}
	return door.ChildRef{ID: row["subject"]}
}

// childOf gives the child in a record id such as 1001/2026-08-03, blank where it begins with none.
func childOf(occasion string) string {
	id, _, _ := strings.Cut(occasion, "/")
	if len(id) == 4 && strings.HasPrefix(id, "10") {
		return id
	}
	return ""
}

func TestNoListShowsAChildThatWouldNotOpen(t *testing.T) {
	t.Parallel()
	h := small.Open(t)
	day := func(s string) door.Question {
		on, err := time.Parse(time.DateOnly, s)
		if err != nil {
			t.Fatal(err)
		}
		return door.Question{AsAt: on}
	}
	seen := 0
	for _, who := range h.Staff(t) {
		days := []door.Question{{}, day("2026-03-31")}
		if !strings.HasPrefix(who.ID, "W") && who.ID != "inspector-1" && who.ID != "system" {
			days = days[:1] // of the guests there are many, who see few
		}
		for _, q := range days {
			for id, list := range shown(t, h, who, q) {
				seen++
				if !slices.Contains(mayOpen(who.ID), id) {
					t.Errorf("%s shows %s (%s) child %s, whom they may not open", list, who.ID, who.Role, id)
				}
			}
		}
	}
	if seen < 100 {
		t.Errorf("only %d children were shown to anyone: the lists are too empty to prove anything", seen)
	}
}

func TestARestrictedChildIsInNoListOfThoseWithoutAGrant(t *testing.T) {
	t.Parallel()
	h := small.Open(t)
	count := func(id string) clocks.Page {
		page, err := clocks.List(t.Context(), h.Session(h.Actor(t, id)), clocks.Filter{PerPage: -1})
		if err != nil {
			t.Fatal(err)
		}
		return page
	}
	system, err := clocks.List(t.Context(), h.Session(door.System(testkit.Authority)), clocks.Filter{PerPage: -1})
	if err != nil {
		t.Fatal(err)
	}
	restricted := 0
	for _, c := range system.Clocks {
		if c.Subject == "1003" || c.Subject == "1006" {
			restricted++
		}
	}
	director := count("W8")
	if want := system.Total - restricted; restricted == 0 || director.Total != want || len(director.Clocks) != want {
		t.Errorf("the director's list has %d of %d clocks, want all %d but the %d of the restricted children", len(director.Clocks), director.Total, system.Total, restricted)
	}
	refused := map[string]error{}
	for _, child := range []string{"1006", "9999"} {
		_, refused[child] = clocks.List(t.Context(), h.Session(h.Actor(t, "W8")), clocks.Filter{Subject: child})
	}
	if !errors.Is(refused["1006"], door.ErrForbidden) || refused["1006"].Error() != refused["9999"].Error() {
		t.Errorf("asking for the clocks of a restricted child and of none gives %v, want one refusal", refused)
	}
}

func TestAnElectedMemberIsGivenNoRows(t *testing.T) {
	t.Parallel()
	h := small.Open(t)
	member := h.Actor(t, "member-1")
	for _, r := range testkit.Measures(h.Book()) {
		page, err := figures.Find(t.Context(), h.Session(member), r.ID, figures.Filter{PerPage: -1})
		if err != nil {
			t.Fatal(err)
		}
		if len(page.Rows) > 0 || page.MayOpenRows {
			t.Errorf("%s gives an elected member %d rows", r.ID, len(page.Rows))
		}
		for _, table := range page.Slices {
			for _, row := range table.Rows {
				if row.Figure.Rows > 0 && row.Figure.Rows < 6 {
					t.Errorf("%s, %s %s: an elected member sees that there are %d", r.ID, table.Dimension, row.Value, row.Figure.Rows)
				}
			}
		}
		if err := figures.Export(t.Context(), h.Session(member), r.ID, figures.Filter{}, export.New(&bytes.Buffer{})); !errors.Is(err, door.ErrForbidden) {
			t.Errorf("exporting %s: %v, want a refusal", r.ID, err)
		}
	}
	if _, err := home.Member(t.Context(), h.Session(member)); err != nil {
		t.Error(err)
	}
}

func exported(t *testing.T, h *testkit.Heed, who door.Actor, q door.Question, id string) []map[string]string {
	t.Helper()
	var b bytes.Buffer
	if forbidden(t, figures.Export(t.Context(), h.Session(who).At(q), id, figures.Filter{}, export.New(&b))) {
		return nil
	}
	return testkit.ReadCSV(t, &b)
}

func TestRecordsShowANameOnlyToThoseWhoMaySeeIt(t *testing.T) {
	t.Parallel()
	h := small.Open(t)
	types := func(who door.Actor) []string {
		list, err := records.List(t.Context(), h.Session(who), records.Filter{Subject: "1001"})
		if err != nil {
			t.Fatal(err)
		}
		var found []string
		for _, v := range list {
			found = append(found, v.Type)
		}
		return found
	}
	if analyst := types(h.Actor(t, "W13")); slices.Contains(analyst, "child_name") || !slices.Contains(analyst, "referral") {
		t.Errorf("the analyst sees records of %v, want all but the name", analyst)
	}
	if !slices.Contains(types(door.System(testkit.Authority)), "child_name") {
		t.Error("the command line does not see the name it keeps")
	}
	if _, err := records.History(t.Context(), h.Session(h.Actor(t, "W13")), "child_name", "1001"); !errors.Is(err, door.ErrForbidden) {
		t.Errorf("the analyst asking for the name gets %v, want a refusal", err)
	}
	if _, err := records.List(t.Context(), h.Session(h.Actor(t, "W1")), records.Filter{Subject: "1001"}); !errors.Is(err, door.ErrForbidden) {
		t.Errorf("a social worker asking for records gets %v, want a refusal: there is no form for them yet", err)
	}
}

func TestAHiddenPartOfAFigureStaysHiddenWhenAskedForByItself(t *testing.T) {
	t.Parallel()
	h := testkit.Synthetic(t, 60)
	member := door.Actor{ID: "M1", Role: access.ElectedMember, Authority: testkit.Authority}
	hidden := 0
	for _, r := range testkit.Measures(h.Book()) {
		whole, err := figures.Find(t.Context(), h.Session(member), r.ID, figures.Filter{})
		if err != nil {
			t.Fatal(err)
		}
		for _, table := range whole.Slices {
			for _, row := range table.Rows {
				if !row.Hidden {
					continue
				}
				hidden++
				part, err := figures.Find(t.Context(), h.Session(member), r.ID, figures.Filter{Slice: figures.Slice{Dimension: table.Dimension, Value: row.Value}})
				if err != nil {
					t.Fatal(err)
				}
				if part.Figure.Rows != 0 || part.Figure.Value != nil || part.Trend != nil {
					t.Errorf("%s, %s %s is hidden in its table and shown by itself: %+v", r.ID, table.Dimension, row.Value, part.Figure)
				}
			}
		}
	}
	if hidden == 0 {
		t.Error("nothing is hidden in a council of sixty children: the test proves nothing")
	}
}
