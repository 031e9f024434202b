package children

import (
	"net/http"
	"net/url"
	"strings"
	"time"

	"heed/internal/access"
	"heed/internal/children"
	"heed/internal/clocks"
	"heed/internal/web/kit"
	"heed/internal/words"
)

// childPage is one child as recorded: who this is, what is late, what happened, who is involved and what is not written down.
type childPage struct {
	kit.Frame
	Heading    string
	Facts      []words.Fact
	Counts     []kit.Count
	ClockTitle string
	Clocks     []childClock
	// Done are the latest of those that ask nothing more, and Finished says how many there are.
	Done     []childClock
	Finished string
	// Missing says what the record lacks, Paused which rows cannot be right, and Closed when work with the child ended.
	Missing, Paused []string
	Closed          string
	Chronology      chronologyView
	Involved        []involvedView
	Why             string
	Restricted      bool
	// RestrictHref leads to what is decided about a restricted record, blank for those who do not decide.
	RestrictHref string
	// WorkersUnknown says that the records do not cover who works with whom on the day.
	WorkersUnknown bool
	// JourneyHref leads to the same years as one picture, and SeenHref to who has seen the record; it is blank for those who may not ask.
	JourneyHref, SeenHref string
}

// childClock is one clock of the child.
type childClock struct {
	Title, Force string
	Local        bool
	Tag          kit.Tag
	When, Owner  string
	Why, Rule    string
	Detail       string
}

// chronologyView is everything recorded about the child, the newest first, with the day it happened and the day it was recorded.
type chronologyView struct {
	Heading string
	Events  []eventView
	// All leads to the whole of it, Fewer back; blank where all is shown, or all is short.
	All, AllWords, Fewer string
}

type eventView struct {
	On, Recorded     string
	What, Detail     string
	Area             string
	Late, Withdrawn  bool
	NoDate, Upcoming bool
}

type involvedView struct{ Role, Name, Team, From, To string }

// eventsShown is how much of a chronology stands on the page at first.
const eventsShown = 30

func child(s *kit.Site, w http.ResponseWriter, r *http.Request) error {
	q, err := s.Question(r)
	if err != nil {
		return err
	}
	found, err := children.Find(r.Context(), s.Door.Session(s.Actor(r)).At(q), r.PathValue("id"))
	if err != nil {
		return err
	}
	return s.Render(w, "child", childPageOf(s, r, found))
}

func childPageOf(s *kit.Site, r *http.Request, found children.Page) childPage {
	page := childPage{
		Frame: s.Frame(r, kit.ChildWords(found.Child), found.Asked), Heading: kit.ChildWords(found.Child), Facts: found.Facts,
		Missing: found.Missing, Paused: found.Paused, Closed: found.Closed, Why: found.Why, Restricted: found.Restricted,
	}
	if found.Child.Age != "" {
		page.Heading += ", " + found.Child.Age
	}
	page.Crumbs = []kit.Crumb{{Text: "Home", Href: page.Link("/")}}
	page.WorkersUnknown = !found.WorkersKnown
	if s.May(page.Actor, access.DecideRestriction) {
		page.RestrictHref = "/restrictions/" + url.PathEscape(found.Child.ID)
	}
	page.JourneyHref = Journey(page.Frame, found.Child.ID)
	if s.May(page.Actor, access.ReadAccessLog) {
		page.SeenHref = "/children/" + url.PathEscape(found.Child.ID) + "/seen"
	}
	if found.Child.Name != "" { // otherwise the heading has the number
		page.Facts = append(page.Facts, words.Fact{Label: "Record", Value: found.Child.ID})
	}
	page.clocks(found)
	page.counts(found)
	page.Chronology = page.chronology(found, r.URL.Query().Get("events") == "all", r.URL.Path)
	for _, i := range found.Involved {
		page.Involved = append(page.Involved, involved(i))
	}
	return page
}

// clocks lists what is open, and says how much is finished.
func (p *childPage) clocks(found children.Page) {
	shown := 0
	for _, c := range found.Clocks {
		row := childClock{
			Title: c.DutyTitle, Force: kit.ForceWords(c.Force), Local: kit.IsLocal(c.Force), Tag: kit.ClockTag(c), When: c.Brief,
			Owner: kit.OwnerWords(c.Child, c.Owner, c.OwnerRole), Why: c.Why, Rule: p.Clock(c), Detail: c.Detail,
		}
		if finished(c.Status) {
			p.Done = append(p.Done, row)
			shown++
			continue
		}
		p.Clocks = append(p.Clocks, row)
	}
	p.ClockTitle = "Clocks: " + clockTotals(found.Clocks)
	all := shown + found.Finished
	if all == 0 {
		return
	}
	p.Finished = words.Count(all, "clock that asks", "clocks that ask") + " nothing more: done, ended or before the records"
	if shown < all {
		p.Finished += ". The latest " + words.Thousands(shown)
	}
}

// finished says whether nothing is owed on a clock any more.
func finished(s clocks.Status) bool {
	return s.Done()
}

// clockTotals says how many open clocks stand at each status: 1 overdue, 2 due soon, 4 running.
func clockTotals(list []clocks.Clock) string {
	at := map[clocks.Status]int{}
	for _, c := range list {
		at[c.Status]++
	}
	var parts []string
	for _, status := range []clocks.Status{clocks.Overdue, clocks.CannotTell, clocks.DueSoon, clocks.Running, clocks.NotKnownYet} {
		if at[status] > 0 {
			parts = append(parts, words.Thousands(at[status])+" "+string(status))
		}
	}
	if len(parts) == 0 {
		return "none open"
	}
	return strings.Join(parts, ", ")
}

func (p *childPage) counts(found children.Page) {
	at := map[clocks.Status]int{}
	for _, c := range found.Clocks {
		at[c.Status]++
	}
	add := func(class string, n int, words, href, instead string) {
		p.Counts = append(p.Counts, kit.Count{N: n, Label: words, Class: class, Href: href}.Or(instead))
	}
	add("is-overdue", at[clocks.Overdue], "overdue", "#clocks", p.Unsaid)
	add("is-soon", at[clocks.DueSoon], "due soon", "#clocks", p.Unsaid)
	add("is-unknown", at[clocks.CannotTell], "cannot be told", "#clocks", "")
	if n := at[clocks.NotKnownYet]; n > 0 {
		add("is-unknown", n, "not known yet", "#clocks", "")
	}
	add("is-unknown", len(found.Missing), "missing from the record", "#missing", "")
	add("", len(found.Chronology), "things recorded", "#chronology", "")
}

// chronology makes the list of what was recorded, the newest first.
func (p *childPage) chronology(found children.Page, whole bool, path string) chronologyView {
	v := chronologyView{Heading: "Chronology: " + words.Count(len(found.Chronology), "entry", "entries")}
	events := found.Chronology
	switch {
	case len(events) > eventsShown && !whole:
		events = events[:eventsShown]
		v.All = p.Link(path, "events", "all") + "#chronology"
		v.AllWords = "Whole chronology (" + words.Count(len(found.Chronology), "entry", "entries") + ")"
	case len(events) > eventsShown:
		v.Fewer = p.Link(path) + "#chronology"
	}
	for _, e := range events {
		v.Events = append(v.Events, eventView{
			On: words.LongDate(e.On), NoDate: e.On.IsZero(), Recorded: words.ShortDate(recordedDay(e.RecordedAt)), What: e.What, Detail: e.Detail,
			Area: words.Capital(e.Area), Late: e.Late, Withdrawn: e.Withdrawn, Upcoming: e.On.After(found.AsAt),
		})
	}
	return v
}

// recordedDay is the day on which something was recorded, as people in London count days.
func recordedDay(at time.Time) time.Time {
	if at.IsZero() {
		return at
	}
	return kit.Today(at)
}

func involved(i children.Involvement) involvedView {
	v := involvedView{Role: words.Capital(i.Role), Name: i.Name, Team: i.Team, From: words.ShortDate(i.From), To: "now"}
	if !i.To.IsZero() {
		v.To = words.ShortDate(i.To)
	}
	if v.Name == "" {
		v.Name = "Name not recorded"
	}
	return v
}
