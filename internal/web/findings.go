package web

import (
	"io"
	"net/http"
	"net/url"
	"strings"

	"heed/internal/access"
	"heed/internal/findings"
	"heed/internal/listing"
	"heed/rulebook"
)

// findingsPage is what the checks found in the records: how far the figures can be relied on, and what to mend.
type findingsPage struct {
	frame
	Counts  []countView
	Filter  filterView
	Heading string
	Checks  []checkRow
	Rows    []findingRow
	Pager   *pagerView
	Export  string
	Hidden  string
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
	Child          refView
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
		Page: pageNumber(values), PerPage: pageSize,
	}
}

func (s *Server) findings(w http.ResponseWriter, r *http.Request) error {
	q, err := s.question(r)
	if err != nil {
		return err
	}
	filter := findingsForm(r.URL.Query())
	found, err := findings.List(r.Context(), s.app.Session(s.actor(r)).At(q), filter)
	if err != nil {
		return err
	}
	page := findingsPage{frame: s.frame(r, "Data confidence: "+found.Scope, found.Asked), Heading: plural(found.Total, "finding")}
	page.Filter = page.filterOf(found, filter)
	page.Pager = pager(r.URL, filter.Page, filter.PerPage, found.Total)
	page.counts(r.URL, found)
	for _, c := range found.Checks {
		page.Checks = append(page.Checks, page.checkRow(c))
	}
	for _, f := range found.Findings {
		page.Rows = append(page.Rows, page.findingRow(f))
	}
	for _, b := range found.Blind {
		page.Blind = append(page.Blind, blindRow{b.Rule.Title, page.Rule(b.Rule.ID), strings.Join(b.Needs, ", "), plural(b.N, "clock")})
	}
	if s.may(page.Actor, access.Export) {
		page.Export = withQuery("/findings.csv", fromFirst(r.URL))
	}
	if found.HiddenN > 0 {
		page.Hidden = plural(found.HiddenN, "finding") + " of restricted records counted here, without a name or number."
	}
	return s.render(w, "findings", page)
}

// counts are the totals by kind of fault. Each opens the list of that kind alone, with the other filters kept.
func (p *findingsPage) counts(at *url.URL, found findings.Page) {
	for _, fault := range rulebook.Faults {
		count := countView{Label: faultWords[fault], Href: choosing(at, "fault", fault), Current: found.Filter.Fault == fault}
		for _, c := range found.Faults {
			if c.Value == fault {
				count.N = c.N
			}
		}
		p.Counts = append(p.Counts, count)
	}
}

func (p *findingsPage) filterOf(found findings.Page, f findings.Filter) filterView {
	v := filterView{Action: "/findings", Heading: "Show findings of", ClearLink: p.Link("/findings"), Kept: pairs(p.kept)}
	faults := make([]listing.Choice, 0, len(found.Faults))
	for _, c := range found.Faults {
		c.Label = capital(faultWords[c.Value])
		faults = append(faults, c)
	}
	areas := make([]listing.Choice, 0, len(found.Areas))
	for _, c := range found.Areas {
		c.Label = capital(c.Label)
		areas = append(areas, c)
	}
	checks := make([]listing.Choice, 0, len(found.Checks))
	for _, c := range found.Checks {
		checks = append(checks, listing.Choice{Value: c.Rule.ID, Label: c.Rule.Title, N: c.N})
	}
	v.Selects = append(v.Selects, selectOf("fault", "Kind of fault", "Every kind", faults, f.Fault),
		selectOf("area", "Area", "Every area", areas, f.Area), selectOf("check", "Check", "Every check", checks, f.Check))
	if len(found.Teams) > 0 {
		v.Selects = append(v.Selects, selectOf("team", "Team", "Every team", found.Teams, f.Team))
	}
	return v
}

func (p *findingsPage) checkRow(c findings.CheckCount) checkRow {
	row := checkRow{
		Title: c.Rule.Title, Rule: p.Rule(c.Rule.ID), Fault: capital(faultWords[c.Rule.Fault]), N: c.N,
		Only: p.Link("/findings", "check", c.Rule.ID), Recent: c.Recent, Months: c.Months, Older: c.Older, WithoutDay: c.WithoutDay,
	}
	if !c.Oldest.IsZero() {
		row.Oldest = longDate(c.Oldest)
	}
	return row
}

func (p *findingsPage) findingRow(f findings.Finding) findingRow {
	row := findingRow{
		Child: p.ref(f.Child), Fault: capital(faultWords[f.Fault]), Check: f.CheckTitle, Rule: p.Rule(f.Check),
		Record: f.RecordTitle + ": " + f.FieldTitle, Reason: f.Reason, Team: f.Team,
	}
	if !f.Since.IsZero() {
		row.Since = shortDate(f.Since)
	}
	if f.Days >= 0 {
		row.Age = plural(f.Days, "day")
	}
	return row
}

func (s *Server) findingsExport(w http.ResponseWriter, r *http.Request) error {
	q, err := s.question(r)
	if err != nil {
		return err
	}
	return s.download(w, "heed-findings.csv", func(to io.Writer) error {
		return findings.Export(r.Context(), s.app.Session(s.actor(r)).At(q), findingsForm(r.URL.Query()), to)
	})
}
