package web

import (
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
)

// clocksPage is the list of what is owed to children, by when and by whom.
type clocksPage struct {
	frame
	Scope   string
	Heading string
	Counts  []countView
	Filter  filterView
	Table   clockTable
	Pager   *pagerView
	Export  string
	// Hidden is how many clocks of restricted records the list counts without showing whose they are.
	Hidden string
}

// countView is a total that filters the list: its number is the length of the list it opens.
type countView struct {
	N                  int
	Label, Class, Href string
	Current            bool
}

// shownFirst are the statuses of a list whose address names none: what needs somebody.
var shownFirst = []clocks.Status{clocks.Overdue, clocks.CannotTell, clocks.DueSoon}

// statusLabels are the words for the statuses in filters and counts, in the order in which they are offered.
var statusLabels = []struct {
	status       clocks.Status
	label, class string
}{
	{clocks.Overdue, "overdue", "is-overdue"},
	{clocks.DueSoon, "due soon", "is-soon"},
	{clocks.CannotTell, "cannot tell", "is-unknown"},
	{clocks.Running, "running, due later", ""},
	{clocks.Met, "met in the last 30 days", "is-met"},
	{clocks.MetLate, "met late in the last 30 days", ""},
	{clocks.Excused, "excused", ""},
}

// clocksForm reads the filter from the address.
func clocksForm(values url.Values) (clocks.Filter, error) {
	f := clocks.Filter{
		Duty: values.Get("duty"), Area: values.Get("area"), Owner: values.Get("owner"), Team: values.Get("team"),
		Service: values.Get("service"), Subject: values.Get("child"), Unallocated: values.Get("unallocated") != "",
		Page: pageNumber(values), PerPage: pageSize,
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
	if len(f.Statuses) == 0 {
		f.Statuses = shownFirst
	}
	return f, nil
}

func (s *Server) clocks(w http.ResponseWriter, r *http.Request) error {
	q, err := s.question(r)
	if err != nil {
		return err
	}
	filter, err := clocksForm(r.URL.Query())
	if err != nil {
		return err
	}
	filter.MetSince = s.metSince(q)
	list, err := clocks.List(r.Context(), s.app.Session(s.actor(r)).At(q), filter)
	if err != nil {
		return err
	}
	page := clocksPage{frame: s.frame(r, "Clocks: "+list.Scope, list.Asked), Scope: list.Scope}
	page.Heading = clocksHeading(list, filter.Statuses)
	page.Counts = page.counts(r.URL, list, filter.Statuses)
	page.Filter = page.filter(list, filter)
	page.Table = page.clockTable(page.Heading, list.Clocks)
	page.Pager = pager(r.URL, filter.Page, filter.PerPage, list.Total)
	if s.may(page.Actor, access.Export) {
		page.Export = withQuery("/clocks.csv", fromFirst(r.URL))
	}
	if list.HiddenN > 0 {
		page.Hidden = plural(list.HiddenN, "clock") + " of restricted records counted here, without a name or number."
	}
	return s.render(w, "clocks", page)
}

// metDays is how far back a list shows what has been done: a month of it, so that it says how work goes now.
const metDays = 30

func (s *Server) metSince(q door.Question) time.Time {
	asAt := q.AsAt
	if asAt.IsZero() {
		asAt = today(s.now())
	}
	return asAt.AddDate(0, 0, -metDays)
}

// clocksHeading says how many and of what: 25 clocks: 14 overdue, 2 cannot tell, 9 due soon.
func clocksHeading(list clocks.Page, shown []clocks.Status) string {
	var parts []string
	for _, l := range statusLabels {
		if slices.Contains(shown, l.status) && list.Counts[l.status] > 0 {
			parts = append(parts, number(list.Counts[l.status])+" "+string(l.status))
		}
	}
	heading := plural(list.Total, "clock")
	if len(parts) > 0 {
		heading += ": " + strings.Join(parts, ", ")
	}
	return heading
}

// counts are the totals over the list. Each opens the list of that status alone, with the other filters kept.
func (p clocksPage) counts(at *url.URL, list clocks.Page, shown []clocks.Status) []countView {
	var counts []countView
	for _, l := range statusLabels[:5] {
		counts = append(counts, countView{
			N: list.Counts[l.status], Label: l.label, Class: l.class, Href: choosing(at, "status", string(l.status)),
			Current: len(shown) == 1 && shown[0] == l.status,
		})
	}
	return counts
}

func (p clocksPage) filter(list clocks.Page, f clocks.Filter) filterView {
	v := filterView{Action: "/clocks", Heading: "Show clocks for", ClearLink: p.Link("/clocks"), Kept: pairs(p.kept)}
	if len(list.Teams) > 0 {
		v.Selects = append(v.Selects, selectOf("team", "Team", "Every team", list.Teams, f.Team))
	}
	if len(list.Owners) > 0 {
		v.Selects = append(v.Selects, selectOf("owner", "Owner", "Every owner", list.Owners, f.Owner))
	}
	if len(list.Areas) > 1 || f.Area != "" {
		areas := make([]listing.Choice, 0, len(list.Areas))
		for _, c := range list.Areas {
			c.Label = capital(c.Label)
			areas = append(areas, c)
		}
		v.Selects = append(v.Selects, selectOf("area", "Area", "Every area", areas, f.Area))
	}
	v.Selects = append(v.Selects, selectOf("duty", "Duty", "Every duty", list.Duties, f.Duty))
	checks := checksView{Name: "status", Label: "Status"}
	for _, l := range statusLabels {
		checks.Options = append(checks.Options, optionView{
			Value: string(l.status), Label: capital(l.label) + " (" + number(list.Counts[l.status]) + ")",
			Selected: slices.Contains(f.Statuses, l.status),
		})
	}
	v.Checks = append(v.Checks, checks)
	if f.Unallocated {
		v.Checks = append(v.Checks, checksView{Name: "unallocated", Label: "Worker", Options: []optionView{{"yes", "Only children with no worker", true}}})
	}
	if f.Subject != "" {
		v.Kept = append(v.Kept, pair{"child", f.Subject})
	}
	return v
}

// selectOf makes a list to choose one thing from. What is chosen now stays on offer even where nothing of it is left.
func selectOf(name, label, every string, choices []listing.Choice, chosen string) selectView {
	v := selectView{Name: name, Label: label, Options: []optionView{{"", every, chosen == ""}}}
	found := chosen == ""
	for _, c := range choices {
		found = found || c.Value == chosen
		v.Options = append(v.Options, optionView{c.Value, c.Label + " (" + number(c.N) + ")", c.Value == chosen})
	}
	if !found {
		v.Options = append(v.Options, optionView{chosen, chosen + " (0)", true})
	}
	return v
}

func (s *Server) clocksExport(w http.ResponseWriter, r *http.Request) error {
	q, err := s.question(r)
	if err != nil {
		return err
	}
	filter, err := clocksForm(r.URL.Query())
	if err != nil {
		return err
	}
	filter.MetSince = s.metSince(q)
	return s.download(w, "heed-clocks.csv", func(to io.Writer) error {
		return clocks.Export(r.Context(), s.app.Session(s.actor(r)).At(q), filter, to)
	})
}
