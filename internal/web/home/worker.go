package home

import (
	"net/http"
	"strings"

	"heed/internal/access"
	"heed/internal/clocks"
	"heed/internal/home"
	"heed/internal/web/kit"
	"heed/internal/words"
)

// workerHomePage is the work of one person, by what can still be done: a row for each clock, and the rest folded with its count.
type workerHomePage struct {
	kit.Frame
	Heading string
	Counts  []kit.Count
	// Whose says whose clocks these are, Nothing that none asks for anything now, and Hidden how many are not named.
	Whose, Nothing, Hidden string
	Sections               []workSection
	Folds                  []workFold
	NotKnownYet            *kit.Count
	// Unfed are the person's duties that nothing feeds, nil where there is none.
	Unfed *unfedView
}

// workSection is one part of the work. More are the rows that follow the first, folded; AllHref opens the list of all where the page
// leaves any folded or out.
type workSection struct {
	ID, Heading, Lead string
	Rows, More        []workRow
	All, AllHref      string
}

// workFold is one part that is folded: its heading says how many.
type workFold struct {
	Heading, Lead string
	Rows          []workRow
	Links         []kit.Count
}

// workRow is one clock: how it stands, whose it is with when they were last seen, what is owed, when and why.
type workRow struct {
	Tag             kit.Tag
	Child           kit.Ref
	Seen            string
	Duty, Href      string
	When, Why, Note string
}

func workerHome(s *kit.Site, w http.ResponseWriter, r *http.Request) error {
	q, err := s.Question(r)
	if err != nil {
		return err
	}
	found, err := home.Worker(r.Context(), s.Door.Session(s.Actor(r)).At(q))
	if err != nil {
		return err
	}
	page := workerHomePage{Frame: s.Frame(r, "Your work", found.Asked)}
	page.Heading = "Your work, " + firstName(page.Actor.Name)
	page.count(found)
	page.fill(found)
	page.fold(found)
	page.Unfed = unfedOf(page.Frame, found.Unfed)
	page.Whose = whoseWords(page.Actor.Role, found)
	if found.HiddenN > 0 {
		page.Hidden = words.Count(found.HiddenN, "of these clocks is about a restricted record that you have no grant to open. It is counted here, and not named.",
			"of these clocks are about restricted records that you have no grant to open. They are counted here, and not named.")
	}
	return s.Render(w, "worker", page)
}

// count makes the totals, each of which opens its list.
func (p *workerHomePage) count(found home.WorkerPage) {
	unsaid := p.Unsaid
	if found.Blind() {
		unsaid = "Nothing feeds this"
	}
	for _, one := range []struct {
		section              home.Section
		label, class, unsaid string
	}{
		{found.Late, "late, can still be done", "is-overdue", unsaid}, {found.Today, "today", "is-soon", unsaid},
		{found.Week, "this week", "is-soon", unsaid}, {found.Untold, "cannot tell", "is-unknown", ""},
	} {
		p.Counts = append(p.Counts, kit.Count{N: one.section.N, Label: one.label, Class: one.class, Href: p.list(one.section)}.Or(one.unsaid))
	}
	if n := found.NotKnownYet.N; n > 0 {
		p.NotKnownYet = &kit.Count{N: n, Label: words.Either(n == 1, "clock is", "clocks are") + " not known yet", Href: p.list(found.NotKnownYet)}
	}
}

// list is the address of the list that has exactly the clocks of a section.
func (p *workerHomePage) list(s home.Section) string { return listOf(p.Frame, s.Filter) }

// The most rows of each section that are shown: with all of them the page is under 2,500 pixels high.
const lateShown, todayShown, weekShown, untoldShown = 8, 5, 5, 3

// fill lays out what asks for something now.
func (p *workerHomePage) fill(found home.WorkerPage) {
	weekTo := found.WeekTo.Format("Monday 2 January")
	for _, one := range []struct {
		section                  home.Section
		id, heading, lead, whole string
		shown                    int
	}{
		{found.Late, "late", "Late and can still be done", "", "that are late and can still be done", lateShown},
		{found.Today, "today", "Today", "", "that fall due today", todayShown},
		{found.Week, "week", "This week, to " + weekTo, "", "that fall due this week", weekShown},
		{found.Untold, "untold", "Cannot tell, because something is not recorded", untoldLead, "that cannot be told", untoldShown},
	} {
		if one.section.N == 0 {
			continue
		}
		rows := p.rows(one.section)
		view := workSection{ID: one.id, Heading: one.heading + ": " + words.Thousands(one.section.N), Lead: one.lead}
		view.Rows, view.More = rows[:min(len(rows), one.shown)], rows[min(len(rows), one.shown):]
		if one.section.N > len(view.Rows) {
			view.All, view.AllHref = "See all "+words.Thousands(one.section.N)+" "+one.whole, p.list(one.section)
		}
		p.Sections = append(p.Sections, view)
	}
	if found.Late.N+found.Today.N+found.Week.N == 0 && p.Unsaid == "" && !found.Blind() {
		p.Nothing = "Nothing of yours is known to be late and still to be done, or to fall due by " + weekTo + ", in the records open to you."
	}
}

// untoldLead says what to do about clocks that cannot be told.
const untoldLead = "Nobody can say whether these were done in time. Add what is missing in the case system, or ask whoever can: the next import clears it."

// fold lays out the rest, each part with its count.
func (p *workerHomePage) fold(found home.WorkerPage) {
	weekTo := found.WeekTo.Format("Monday 2 January")
	if n := found.Gaps.N; n > 0 {
		p.Folds = append(p.Folds, workFold{
			Heading: "Old gaps to close: " + words.Thousands(n) + ofWhom(found.Gaps), Rows: p.rows(found.Gaps), Links: []kit.Count{p.all(found.Gaps)},
			Lead: "Overdue for so long that each is a gap in the record. They are counted apart from what is late, here and in every list.",
		})
	}
	if n := found.Later.N; n > 0 {
		p.Folds = append(p.Folds, workFold{
			Heading: "Later than " + weekTo + ": " + words.Count(n, "clock") + ofWhom(found.Later), Rows: p.rows(found.Later), Links: []kit.Count{p.all(found.Later)},
			Lead: words.Either(n > len(found.Later.Rows), "The next of them:", ""),
		})
	}
	if found.Met.N+found.MetLate.N > 0 {
		p.Folds = append(p.Folds, workFold{
			Heading: "Done in the last seven days: " + words.Thousands(found.Met.N) + " in time, " + words.Thousands(found.MetLate.N) + " late",
			Links: []kit.Count{
				{N: found.Met.N, Label: "done in time", Href: p.list(found.Met)}, {N: found.MetLate.N, Label: "done late", Href: p.list(found.MetLate)},
			},
		})
	}
}

// all is the link to all clocks of a section.
func (p *workerHomePage) all(s home.Section) kit.Count {
	return kit.Count{N: s.N, Label: "in the list", Href: p.list(s)}
}

// ofWhom says of how many children clocks are, where they are of children only.
func ofWhom(s home.Section) string {
	if s.Others > 0 || s.Children == 0 {
		return ""
	}
	return ", of " + words.Count(s.Children, "child", "children")
}

func (p *workerHomePage) rows(s home.Section) []workRow {
	list := make([]workRow, 0, len(s.Rows))
	for _, row := range s.Rows {
		list = append(list, p.row(row))
	}
	return list
}

func (p *workerHomePage) row(row home.WorkRow) workRow {
	view := workRow{
		Tag: kit.ClockTag(row.Clock), Child: p.RefTo(row.Child), Duty: row.DutyTitle, Href: p.Clock(row.Clock), When: words.LowerFirst(row.Brief),
		Why: sentences(row.Detail, row.Why), Seen: seenWords(row),
	}
	if row.Child.Name != "" {
		view.Child.Sub = "" // the number stands on the child's own page
	}
	switch {
	case row.Status == clocks.CannotTell:
		view.When, view.Why = "cannot be told", sentences(row.Brief, askWords(row.Worker))
	case row.Number == localNumber:
		view.Note = "local number"
	}
	return view
}

// localNumber is what the header of a duty says of a limit that is the council's own.
const localNumber = "local"

// seenWords says when a child was last seen and on what occasion, or that no visit recorded says so.
func seenWords(row home.WorkRow) string {
	switch {
	case row.Child.Hidden || row.Child.Kind != "":
		return ""
	case row.Seen.LastSeen.IsZero():
		return words.Capital(row.Seen.SeenWords())
	}
	return "Last seen " + row.Seen.SeenWords()
}

// askWords says who works with the child and so may know what is missing.
func askWords(worker string) string {
	if worker == "" {
		return ""
	}
	return "Whom to ask: " + worker + ", the child’s worker"
}

// sentences puts what is known together, each as a sentence.
func sentences(parts ...string) string {
	var text strings.Builder
	for _, part := range words.NonBlank(parts...) {
		if text.Len() > 0 {
			text.WriteString(" ")
		}
		text.WriteString(strings.TrimSuffix(part, ".") + ".")
	}
	return text.String()
}

// whoseWords says whose clocks the page holds: a person's own, and those of their role that nobody is named for.
func whoseWords(role access.Role, found home.WorkerPage) string {
	var parts []string
	if found.Children > 0 {
		parts = append(parts, "You work with "+words.Count(found.Children, "child", "children")+" whose record is open to you; "+
			words.Thousands(found.Quiet)+" of them "+words.Either(found.Quiet == 1, "has", "have")+" nothing that is late, falls due by "+found.WeekTo.Format("Monday 2 January")+", cannot be told or is not known yet.")
	}
	switch {
	case found.OwnsDuties && found.Children > 0:
		parts = append(parts, "What belongs to your role, "+string(role)+", and names nobody is here too.")
	case found.OwnsDuties:
		parts = append(parts, "These are the clocks that belong to your role, "+string(role)+", whoever works with the child.")
	}
	return strings.Join(parts, " ")
}

func firstName(name string) string {
	first, _, _ := strings.Cut(strings.TrimSpace(name), " ")
	return first
}
