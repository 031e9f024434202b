package clocks

import (
	"cmp"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"

	"heed/internal/access"
	"heed/internal/clocks"
	"heed/internal/door"
	"heed/internal/listing"
	"heed/internal/web/kit"
	"heed/internal/words"
)

// clocksPage is the list of what is owed to children, by when and by whom.
type clocksPage struct {
	kit.Frame
	Scope   string
	Heading string
	Counts  []kit.Count
	Filter  kit.Filter
	Table   kit.ClockTable
	Pager   *kit.Pager
	Export  string
	// Since is the day as typed since when done clocks are listed, blank for the usual.
	Since string
	// Hidden is how many clocks of restricted records the list counts without showing whose they are.
	Hidden string
	// Why says why the records tell nothing of what is listed, blank where they do.
	Why string
}

// shownFirst are the statuses of a list whose address names none: what needs somebody.
var shownFirst = []clocks.Status{clocks.Overdue, clocks.CannotTell, clocks.DueSoon}

// clocksForm reads the filter from the address.
func clocksForm(values url.Values) (clocks.Filter, error) {
	f := clocks.Filter{
		Duty: values.Get("duty"), Area: values.Get("area"), Owner: values.Get("owner"), Team: values.Get("team"),
		Service: values.Get("service"), Subject: values.Get("child"), NoTeam: values.Get("no_team") != "", Mine: values.Get("mine") != "",
		Page: kit.PageNumber(values), PerPage: kit.PageSize,
	}
	for _, typed := range values["status"] {
		status, ok := clocks.ParseStatus(typed)
		if !ok {
			return f, fmt.Errorf("%w: status %q", door.ErrInvalid, typed)
		}
		if !slices.Contains(f.Statuses, status) {
			f.Statuses = append(f.Statuses, status)
		}
	}
	switch late := clocks.Late(values.Get("late")); late {
	case clocks.AnyLate, clocks.LateDue, clocks.LateGaps:
		f.Late = late
	default:
		return f, fmt.Errorf("%w: late %q is neither recent nor old", door.ErrInvalid, late)
	}
	switch {
	case len(f.Statuses) > 0:
	case f.Late == clocks.LateGaps:
		f.Statuses = []clocks.Status{clocks.Overdue}
	default:
		f.Statuses, f.Late = shownFirst, clocks.LateDue
	}
	for name, day := range map[string]*time.Time{"due_from": &f.DueFrom, "due_to": &f.DueTo, doneSince: &f.DoneSince} {
		typed := values.Get(name)
		if typed == "" {
			continue
		}
		var ok bool
		if *day, ok = kit.ParseDate(typed); !ok {
			return f, fmt.Errorf("%w: %s %q is no day, such as 31 October 2026", door.ErrInvalid, name, typed)
		}
	}
	return f, nil
}

func list(s *kit.Site, w http.ResponseWriter, r *http.Request) error {
	q, err := s.Question(r)
	if err != nil {
		return err
	}
	filter, err := clocksForm(r.URL.Query())
	if err != nil {
		return err
	}
	every := r.URL.Query().Get(everyDay) != ""
	if !every && filter.DoneSince.IsZero() {
		filter.DoneSince = metSince(s, q)
	}
	list, err := clocks.List(r.Context(), s.Door.Session(s.Actor(r)).At(q), filter)
	if err != nil {
		return err
	}
	page := clocksPage{Frame: s.Frame(r, "Clocks: "+list.Scope, list.Asked), Scope: list.Scope, Since: r.URL.Query().Get(doneSince)}
	page.Heading = clocksHeading(list)
	page.Why = whyNone(list, page.Unsaid)
	page.Counts = page.counts(r.URL, list, every)
	page.Filter = page.filter(list, filter, every)
	page.Table = page.ClockTable(page.Heading, list.Clocks)
	page.Pager = kit.NewPager(r.URL, filter.Page, filter.PerPage, list.Total)
	if s.May(page.Actor, access.Export) {
		page.Export = kit.WithQuery("/clocks.csv", kit.FromFirst(r.URL))
	}
	if list.HiddenN > 0 {
		page.Hidden = words.Count(list.HiddenN, "clock") + " of restricted records counted here, without a name or number."
	}
	return s.Render(w, "clocks", page)
}

// whyNone says why the records tell nothing of the clocks of a list, blank where they do. unsaid is not blank on a day that no records reach.
func whyNone(list clocks.Page, unsaid string) string {
	if why := door.ReachWords(list.Reach); why != "" || unsaid == "" {
		return why
	}
	return "The records of every source end before this day."
}

// everyDay is the part of an address that asks for clocks of every day, however long ago they were done or ended.
const everyDay = "every"

// doneSince is the part of an address that asks for what was done since a day, and not in the last 30.
const doneSince = "done_since"

// label gives the label of a status, which says that it is of the last 30 days where the list is.
func (p clocksPage) label(label string, every bool) string {
	if every || p.Since != "" {
		return kit.EveryDay(label)
	}
	return label
}

// metDays is how far back a list shows what has been done: a month of it, so that it says how work goes now.
const metDays = 30

func metSince(s *kit.Site, q door.Question) time.Time {
	asAt := q.AsAt
	if asAt.IsZero() {
		asAt = kit.Today(s.Now())
	}
	return asAt.AddDate(0, 0, -metDays)
}

// clocksHeading says how many and of what: 25 clocks: 14 overdue, 2 cannot tell, 9 due soon.
func clocksHeading(list clocks.Page) string {
	var parts []string
	for _, l := range kit.StatusLabels {
		n := list.Counts[l.Status]
		if l.Status == clocks.Overdue {
			n -= overdueLeftOut(list)
		}
		if slices.Contains(list.Filter.Statuses, l.Status) && n > 0 {
			parts = append(parts, words.Thousands(n)+" "+string(l.Status))
		}
	}
	heading := words.Count(list.Total, "clock")
	if list.Filter.Late == clocks.LateGaps {
		heading = words.Count(list.Total, "old gap") + " to close"
	} else if len(parts) > 0 {
		heading += ": " + strings.Join(parts, ", ")
	}
	return heading
}

// overdueLeftOut is how many overdue clocks a list leaves out, as they are old gaps or are not.
func overdueLeftOut(list clocks.Page) int {
	switch list.Filter.Late {
	case clocks.LateDue:
		return list.OldGaps
	case clocks.LateGaps:
		return list.Counts[clocks.Overdue] - list.OldGaps
	case clocks.AnyLate:
	}
	return 0
}

// counts are the totals over the list. Each opens the list of that kind alone, with the other filters kept.
func (p clocksPage) counts(at *url.URL, list clocks.Page, every bool) []kit.Count {
	only := func(status clocks.Status, late clocks.Late) bool {
		return len(list.Filter.Statuses) == 1 && list.Filter.Statuses[0] == status && list.Filter.Late == late
	}
	open := func(status clocks.Status, late clocks.Late) string {
		values := kit.FromFirst(at)
		values.Set("status", string(status))
		values.Del("late")
		if late != clocks.AnyLate {
			values.Set("late", string(late))
		}
		return kit.WithQuery(at.Path, values)
	}
	unsaid := cmp.Or(words.Capital(list.Reach.Unknown), p.Unsaid)
	counts := []kit.Count{kit.Count{
		N: list.Counts[clocks.Overdue] - list.OldGaps, Label: "overdue, can still be done", Class: "is-overdue",
		Href: open(clocks.Overdue, clocks.LateDue), Current: only(clocks.Overdue, clocks.LateDue),
	}.Or(unsaid)}
	for _, l := range kit.StatusLabels[1:4] {
		instead := unsaid
		if l.Status == clocks.CannotTell { // of none it is said that it cannot be told: that is no claim
			instead = ""
		}
		counts = append(counts, kit.Count{
			N: list.Counts[l.Status], Label: p.label(l.Label, every), Class: l.Class, Href: open(l.Status, clocks.AnyLate), Current: only(l.Status, clocks.AnyLate),
		}.Or(instead))
	}
	return append(counts, kit.Count{
		N: list.OldGaps, Label: "old gaps to close", Href: open(clocks.Overdue, clocks.LateGaps), Current: only(clocks.Overdue, clocks.LateGaps),
	}.Or(unsaid))
}

func (p clocksPage) filter(list clocks.Page, f clocks.Filter, every bool) kit.Filter {
	v := kit.Filter{Action: "/clocks", Heading: "Show clocks for", ClearLink: p.Link("/clocks"), Kept: kit.Pairs(p.Kept)}
	if len(list.Teams) > 0 {
		v.Selects = append(v.Selects, kit.SelectOf("team", "Team", "Every team", list.Teams, f.Team))
	}
	if len(list.Owners) > 0 {
		v.Selects = append(v.Selects, kit.SelectOf("owner", "Owner", "Every owner", list.Owners, f.Owner))
	}
	if len(list.Areas) > 1 || f.Area != "" {
		areas := make([]listing.Choice, 0, len(list.Areas))
		for _, c := range list.Areas {
			c.Label = words.Capital(c.Label)
			areas = append(areas, c)
		}
		v.Selects = append(v.Selects, kit.SelectOf("area", "Area", "Every area", areas, f.Area))
	}
	v.Selects = append(v.Selects, kit.SelectOf("duty", "Duty", "Every duty", list.Duties, f.Duty))
	checks := kit.Checks{Name: "status", Label: "Status"}
	for _, l := range kit.StatusLabels {
		checks.Options = append(checks.Options, kit.Option{
			Value: string(l.Status), Label: words.Capital(p.label(l.Label, every)) + " (" + words.Thousands(list.Counts[l.Status]) + ")",
			Selected: slices.Contains(f.Statuses, l.Status),
		})
	}
	v.Selects = append(v.Selects, kit.Select{Name: "late", Label: "Of what is overdue", Options: []kit.Option{
		{Value: string(clocks.AnyLate), Label: "All of it", Selected: f.Late == clocks.AnyLate},
		{Value: string(clocks.LateDue), Label: "What can still be done", Selected: f.Late == clocks.LateDue},
		{Value: string(clocks.LateGaps), Label: "Old gaps to close", Selected: f.Late == clocks.LateGaps},
	}})
	v.Checks = append(v.Checks, checks, kit.Checks{Name: everyDay, Label: "Since when", Options: []kit.Option{{Value: "yes", Label: "Also what was done, ended or fell due earlier", Selected: every}}})
	if f.Mine {
		v.Checks = append(v.Checks, kit.Checks{Name: "mine", Label: "Whose", Options: []kit.Option{{Value: "yes", Label: "Only mine, and my role’s", Selected: true}}})
	}
	for _, one := range []struct {
		name, label string
		day         time.Time
	}{{"due_from", "Due from", f.DueFrom}, {"due_to", "Due to", f.DueTo}, {doneSince, "Done since", f.DoneSince}} {
		if !one.day.IsZero() && (one.name != doneSince || p.Since != "") {
			v.Texts = append(v.Texts, kit.Text{Name: one.name, Label: one.label, Value: words.LongDate(one.day)})
		}
	}
	if f.NoTeam {
		v.Checks = append(v.Checks, kit.Checks{Name: "no_team", Label: "Without a team", Options: []kit.Option{{Value: "yes", Label: "Only children with no team", Selected: true}}})
	}
	if f.Subject != "" {
		v.Kept = append(v.Kept, kit.Pair{Name: "child", Value: f.Subject})
	}
	return v
}

func export(s *kit.Site, w http.ResponseWriter, r *http.Request) error {
	q, err := s.Question(r)
	if err != nil {
		return err
	}
	filter, err := clocksForm(r.URL.Query())
	if err != nil {
		return err
	}
	if r.URL.Query().Get(everyDay) == "" && filter.DoneSince.IsZero() {
		filter.DoneSince = metSince(s, q)
	}
	return s.Download(w, r, "heed-clocks.csv", func(to io.Writer) error {
		return clocks.Export(r.Context(), s.Door.Session(s.Actor(r)).At(q), filter, to)
	})
}
