package home

import (
	"fmt"
	"strings"
	"testing"

	"heed/internal/clocks"
	"heed/internal/door"
	"heed/internal/engine"
	"heed/internal/home"
	"heed/internal/web/htmlcheck"
	"heed/internal/web/kit"
)

// many is a part of a home with a clock of each of so many children, of which it holds the first.
func many(status clocks.Status, n int) home.Section {
	s := home.Section{Filter: clocks.Filter{Mine: true, Statuses: []clocks.Status{status}}, N: n, Children: n}
	for i := range min(n, 20) {
		s.Rows = append(s.Rows, home.WorkRow{Clock: clocks.Clock{
			Clock: engine.Clock{Duty: "a-duty", Subject: fmt.Sprint(i), Status: status}, Child: door.ChildRef{ID: fmt.Sprint(i), Name: "A Child", Age: "9"},
			DutyTitle: "A duty", Brief: "Due", Why: "Why it matters",
		}})
	}
	return s
}

// TestAHomeOfFortyChildrenIsAPageAndAHalf holds how many rows are shown and not folded: with 21 of them, each of two lines, the page is
// under 2,500 pixels high at a width of 1,280, which the browser's test measures.
func TestAHomeOfFortyChildrenIsAPageAndAHalf(t *testing.T) {
	t.Parallel()
	found := home.WorkerPage{
		Late: many(engine.Overdue, 40), Today: many(engine.DueSoon, 40), Week: many(engine.DueSoon, 40), Untold: many(engine.CannotTell, 40),
		Gaps: many(engine.Overdue, 40), Later: many(engine.Running, 40), Met: many(engine.Met, 3), MetLate: many(engine.MetLate, 40),
	}
	page := workerHomePage{Frame: kit.Frame{}}
	page.count(found)
	page.fill(found)
	page.fold(found)
	templates, err := kit.ParseTemplates(Section().Templates)
	if err != nil {
		t.Fatal(err)
	}
	var out strings.Builder
	if err := templates["worker"].ExecuteTemplate(&out, "main", page); err != nil {
		t.Fatal(err)
	}
	body := htmlcheck.Parse(t, out.String())
	if shown := len(body.All("section > .heed-todo > li")); shown != 21 {
		t.Errorf("%d rows are shown, want 21", shown)
	}
	if links := body.Texts(".heed-tight__head a"); len(links) != 4 || !strings.HasPrefix(links[0], "See all 40 that are late") {
		t.Errorf("the parts that leave rows out lead to %q", links)
	}
	if folds := body.Texts("section[aria-labelledby=rest] summary"); len(folds) != 3 || folds[0] != "Old gaps to close: 40, of 40 children" || folds[2] != "Done in the last seven days: 3 in time, 40 late" {
		t.Errorf("what is folded is %q", folds)
	}
}
