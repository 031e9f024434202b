package clocks

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
	// Hidden is how many clocks of restricted records the list counts without showing whose they are.
	Hidden string
}

// shownFirst are the statuses of a list whose address names none: what needs somebody.
var shownFirst = []clocks.Status{clocks.Overdue, clocks.CannotTell, clocks.DueSoon}

// clocksForm reads the filter from the address.
func clocksForm(values url.Values) (clocks.Filter, error) {
	f := clocks.Filter{
		Duty: values.Get("duty"), Area: values.Get("area"), Owner: values.Get("owner"), Team: values.Get("team"),
		Service: values.Get("service"), Subject: values.Get("child"), Unallocated: values.Get("unallocated") != "",
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
	if len(f.Statuses) == 0 {
		f.Statuses = shownFirst
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
	if !every {
		filter.DoneSince = metSince(s, q)
	}
	list, err := clocks.List(r.Context(), s.Door.Session(s.Actor(r)).At(q), filter)
	if err != nil {
		return err
	}
	page := clocksPage{Frame: s.Frame(r, "Clocks: "+list.Scope, list.Asked), Scope: list.Scope}
	page.Heading = clocksHeading(list, filter.Statuses)
	page.Counts = page.counts(r.URL, list, filter.Statuses, every)
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

// everyDay is the part of an address that asks for clocks of every day, however long ago they were done or ended.
const everyDay = "every"

// labelOf gives the label of a status, which says that it is of the last 30 days where the list is.
func labelOf(label string, every bool) string {
	if every {
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
func clocksHeading(list clocks.Page, shown []clocks.Status) string {
	var parts []string
	for _, l := range kit.StatusLabels {
		if slices.Contains(shown, l.Status) && list.Counts[l.Status] > 0 {
			parts = append(parts, words.Thousands(list.Counts[l.Status])+" "+string(l.Status))
		}
	}
	heading := words.Count(list.Total, "clock")
	if len(parts) > 0 {
		heading += ": " + strings.Join(parts, ", ")
	}
	return heading
}

// counts are the totals over the list. Each opens the list of that status alone, with the other filters kept.
func (p clocksPage) counts(at *url.URL, list clocks.Page, shown []clocks.Status, every bool) []kit.Count {
	var counts []kit.Count
	for _, l := range kit.StatusLabels[:5] {
		counts = append(counts, kit.Count{
			N: list.Counts[l.Status], Label: labelOf(l.Label, every), Class: l.Class, Href: kit.Choosing(at, "status", string(l.Status)),
			Current: len(shown) == 1 && shown[0] == l.Status,
		})
	}
	return counts
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
			Value: string(l.Status), Label: words.Capital(labelOf(l.Label, every)) + " (" + words.Thousands(list.Counts[l.Status]) + ")",
			Selected: slices.Contains(f.Statuses, l.Status),
		})
	}
	v.Checks = append(v.Checks, checks, kit.Checks{Name: everyDay, Label: "Since when", Options: []kit.Option{{Value: "yes", Label: "Also what was done, ended or fell due earlier", Selected: every}}})
	if f.Unallocated {
		v.Checks = append(v.Checks, kit.Checks{Name: "unallocated", Label: "Worker", Options: []kit.Option{{Value: "yes", Label: "Only children with no worker", Selected: true}}})
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
	if r.URL.Query().Get(everyDay) == "" {
		filter.DoneSince = metSince(s, q)
	}
	return s.Download(w, "heed-clocks.csv", func(to io.Writer) error {
		return clocks.Export(r.Context(), s.Door.Session(s.Actor(r)).At(q), filter, to)
	})
}
