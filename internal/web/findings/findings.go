package findings

import (
	"io"
	"net/http"
	"net/url"
	"strings"

	"heed/internal/access"
	"heed/internal/findings"
	"heed/internal/listing"
	"heed/internal/web/kit"
	"heed/internal/words"
	"heed/rulebook"
)

// findingsPage is what the checks found in the records: how far the figures can be relied on, and what to mend.
type findingsPage struct {
	kit.Frame
	Counts  []kit.Count
	Filter  kit.Filter
	Heading string
	// Checks are those that found most, ChecksRest the others, folded below them.
	Checks, ChecksRest []checkRow
	// Unread says how many checks read kinds of record of which there is none, so that they can find nothing; blank where all can.
	Unread string
	Rows   []findingRow
	Pager  *kit.Pager
	Export string
	// Blind are the duties that nothing feeds.
	Blind []blindRow
}

type blindRow struct{ Title, Rule, Needs, Clocks string }

// checkRow is how much one check found, by how long it has stood.
type checkRow struct {
	Title, Rule, Fault, Only string
	N                        int
	Recent, Months, Older    int
	WithoutDay               int
	Oldest                   string
}

type findingRow struct {
	Child          kit.Ref
	Fault, Check   string
	Rule           string
	Record, Reason string
	Since, Age     string
	Team           string
}

// faultWords say what each kind of fault means.
var faultWords = map[string]string{
	"missing": "missing", "impossible": "impossible", "contradictory": "contradictory", "late": "written down late",
	"duplicated": "duplicated", "stale": "stale",
}

func findingsForm(values url.Values) findings.Filter {
	return findings.Filter{
		Fault: values.Get("fault"), Check: values.Get("check"), Area: values.Get("area"), Team: values.Get("team"),
		Page: kit.PageNumber(values), PerPage: kit.PageSize,
	}
}

func list(s *kit.Site, w http.ResponseWriter, r *http.Request) error {
	q, err := s.Question(r)
	if err != nil {
		return err
	}
	filter := findingsForm(r.URL.Query())
	found, err := findings.List(r.Context(), s.Door.Session(s.Actor(r)).At(q), filter)
	if err != nil {
		return err
	}
	page := findingsPage{Frame: s.Frame(r, "Data confidence: "+found.Scope, found.Asked), Heading: words.Count(found.Total, "finding")}
	page.Filter = page.filterOf(found, filter)
	page.Pager = kit.NewPager(r.URL, filter.Page, filter.PerPage, found.Total)
	page.counts(r.URL, found)
	for _, c := range found.Checks {
		page.Checks = append(page.Checks, page.checkRow(c))
	}
	if filter.Check == "" && len(page.Checks) > checksShown {
		page.Checks, page.ChecksRest = page.Checks[:checksShown], page.Checks[checksShown:]
	}
	if n := len(found.Unread); n > 0 {
		page.Unread = words.Count(n, "check that reads", "checks that read") + " kinds of record of which there is none found nothing, which does not mean that all is well."
	}
	for _, f := range found.Findings {
		page.Rows = append(page.Rows, page.findingRow(f))
	}
	for _, b := range found.Blind {
		page.Blind = append(page.Blind, blindRow{b.Rule.Title, page.Rule(b.Rule.ID), strings.Join(b.Needs, ", "), words.Count(b.N, "clock")})
	}
	if s.May(page.Actor, access.Export) {
		page.Export = kit.WithQuery("/findings.csv", kit.FromFirst(r.URL))
	}
	return s.Render(w, "findings", page)
}

// checksShown is how many checks are listed at once.
const checksShown = 12

// counts are the totals by kind of fault. Each opens the list of that kind alone, with the other filters kept.
func (p *findingsPage) counts(at *url.URL, found findings.Page) {
	for _, fault := range rulebook.Faults {
		count := kit.Count{Label: faultWords[fault], Href: kit.Choosing(at, "fault", fault), Current: found.Filter.Fault == fault}
		for _, c := range found.Faults {
			if c.Value == fault {
				count.N = c.N
			}
		}
		p.Counts = append(p.Counts, count.Or(words.Either(found.AllUnread(fault), "Nothing feeds this", "")))
	}
}

func (p *findingsPage) filterOf(found findings.Page, f findings.Filter) kit.Filter {
	v := kit.Filter{Action: "/findings", Heading: "Show findings of", ClearLink: p.Link("/findings"), Kept: kit.Pairs(p.Kept)}
	faults := make([]listing.Choice, 0, len(found.Faults))
	for _, c := range found.Faults {
		c.Label = words.Capital(faultWords[c.Value])
		faults = append(faults, c)
	}
	areas := make([]listing.Choice, 0, len(found.Areas))
	for _, c := range found.Areas {
		c.Label = words.Capital(c.Label)
		areas = append(areas, c)
	}
	checks := make([]listing.Choice, 0, len(found.Checks))
	for _, c := range found.Checks {
		checks = append(checks, listing.Choice{Value: c.Rule.ID, Label: c.Rule.Title, N: c.N})
	}
	v.Selects = append(v.Selects, kit.SelectOf("fault", "Kind of fault", "Every kind", faults, f.Fault),
		kit.SelectOf("area", "Area", "Every area", areas, f.Area), kit.SelectOf("check", "Check", "Every check", checks, f.Check))
	if len(found.Teams) > 0 {
		v.Selects = append(v.Selects, kit.SelectOf("team", "Team", "Every team", found.Teams, f.Team))
	}
	return v
}

func (p *findingsPage) checkRow(c findings.CheckCount) checkRow {
	row := checkRow{
		Title: c.Rule.Title, Rule: p.Rule(c.Rule.ID), Fault: words.Capital(faultWords[c.Rule.Fault]), N: c.N,
		Only: p.Link("/findings", "check", c.Rule.ID), Recent: c.Recent, Months: c.Months, Older: c.Older, WithoutDay: c.WithoutDay,
	}
	if !c.Oldest.IsZero() {
		row.Oldest = words.LongDate(c.Oldest)
	}
	return row
}

func (p *findingsPage) findingRow(f findings.Finding) findingRow {
	row := findingRow{
		Child: p.RefTo(f.Child), Fault: words.Capital(faultWords[f.Fault]), Check: f.CheckTitle, Rule: p.Rule(f.Check),
		Record: f.RecordTitle + ": " + f.FieldTitle, Reason: f.Reason, Team: f.Team,
	}
	if !f.Since.IsZero() {
		row.Since = words.ShortDate(f.Since)
	}
	if f.Days >= 0 {
		row.Age = words.Count(f.Days, "day")
	}
	return row
}

func export(s *kit.Site, w http.ResponseWriter, r *http.Request) error {
	q, err := s.Question(r)
	if err != nil {
		return err
	}
	return s.Download(w, r, "heed-findings.csv", func(to io.Writer) error {
		return findings.Export(r.Context(), s.Door.Session(s.Actor(r)).At(q), findingsForm(r.URL.Query()), to)
	})
}
