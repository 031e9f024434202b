package web

import (
	"io"
	"net/http"
	"net/url"
	"strings"

	"heed/internal/access"
	"heed/internal/drift"
)

// driftPage is the children who are left to wait, the most time lost first.
type driftPage struct {
	frame
	Heading string
	Counts  []countView
	Filter  filterView
	Rows    []driftRow
	Pager   *pagerView
	Export  string
	Hidden  string
	// Broken says which kinds could not be worked out.
	Broken []string
}

// driftRow is one child and what they wait for.
type driftRow struct {
	Child       refView
	Kind, Stage string
	// Law is the rule that found the child; Clock is the duty's own clock, blank where there is none.
	Law, Clock   string
	Since        string
	Waited       int
	Beyond, Past string
	Owner, Team  string
	Next, Step   string
	NextHref     string
}

func driftForm(values url.Values) drift.Filter {
	return drift.Filter{
		Kind: values.Get("kind"), Stage: values.Get("stage"), Team: values.Get("team"), Beyond: values.Get("beyond") != "", Page: pageNumber(values), PerPage: pageSize,
	}
}

func (s *Server) drift(w http.ResponseWriter, r *http.Request) error {
	q, err := s.question(r)
	if err != nil {
		return err
	}
	filter := driftForm(r.URL.Query())
	list, err := drift.List(r.Context(), s.app.Session(s.actor(r)).At(q), filter)
	if err != nil {
		return err
	}
	page := driftPage{frame: s.frame(r, "Drift: "+list.Scope, list.Asked), Broken: list.Broken}
	page.Heading = plural(list.Total, "wait")
	if list.Total > 0 {
		page.Heading += ", " + number(list.Past) + " past the limit"
	}
	page.counts(r.URL, list)
	page.Filter = page.filterOf(list)
	page.Pager = pager(r.URL, filter.Page, filter.PerPage, list.Total)
	for _, row := range list.Rows {
		page.Rows = append(page.Rows, page.row(row))
	}
	if s.may(page.Actor, access.Export) {
		page.Export = withQuery("/drift.csv", fromFirst(r.URL))
	}
	if list.HiddenN > 0 {
		page.Hidden = plural(list.HiddenN, "restricted record") + " counted here, without a name or number."
	}
	return s.render(w, "drift", page)
}

// counts are the totals by kind. Each opens the list of that kind alone, with the other filters kept.
func (p *driftPage) counts(at *url.URL, list drift.Page) {
	for _, k := range list.Kinds {
		p.Counts = append(p.Counts, countView{N: k.N, Label: strings.ToLower(k.Label[:1]) + k.Label[1:], Href: choosing(at, "kind", k.Value, "stage"), Current: list.Filter.Kind == k.Value})
	}
}

func (p *driftPage) filterOf(list drift.Page) filterView {
	v := filterView{Action: "/drift", Heading: "Show waits for", ClearLink: p.Link("/drift"), Kept: pairs(p.kept)}
	v.Selects = append(v.Selects, selectOf("kind", "Kind", "Every kind ("+number(list.All)+")", list.Kinds, list.Filter.Kind))
	v.Selects = append(v.Selects, selectOf("stage", "Stage", "Every stage", list.Stages, list.Filter.Stage))
	if len(list.Teams) > 0 || list.Filter.Team != "" {
		v.Selects = append(v.Selects, selectOf("team", "Team", "Every team", list.Teams, list.Filter.Team))
	}
	v.Checks = append(v.Checks, checksView{Name: "beyond", Label: "Limit", Options: []optionView{{"yes", "Only those past it", list.Filter.Beyond}}})
	return v
}

func (p *driftPage) row(d drift.Row) driftRow {
	row := driftRow{
		Child: p.ref(d.Child), Kind: d.Kind.Title, Stage: capital(d.Stage), Law: p.Rule(d.Rule), Since: shortDate(d.Since), Waited: d.Waited, Team: d.Team,
	}
	if d.Clock.Duty != "" {
		row.Clock = p.Link("/clock", "duty", d.Clock.Duty, "about", d.Clock.Subject, "occasion", d.Clock.Occasion)
	}
	switch {
	case d.Limit.IsZero():
		row.Beyond, row.Past = "–", "No limit is known"
	case d.Beyond > 0:
		row.Beyond, row.Past = number(d.Beyond), "limit was "+shortDate(d.Limit)
	default:
		row.Beyond, row.Past = "0", "limit is "+shortDate(d.Limit)
	}
	own := d.OwnerRole == "" || d.OwnerRole == "social worker"
	switch {
	case d.Child.Hidden:
		row.Owner = "Not shown"
	case d.Owner == "" && own:
		row.Owner = "Nobody: not allocated"
	case d.Owner == "":
		row.Owner = capital(d.OwnerRole)
	default:
		row.Owner = d.Owner
	}
	switch {
	case d.Child.Hidden:
		row.Step = "Not shown"
	case d.Next == nil:
		row.Step = "No next step recorded"
	default:
		row.Next, row.NextHref, row.Step = d.Next.DutyTitle, p.Clock(*d.Next), whenWords(*d.Next)
	}
	return row
}

func (s *Server) driftExport(w http.ResponseWriter, r *http.Request) error {
	q, err := s.question(r)
	if err != nil {
		return err
	}
	filter := driftForm(r.URL.Query())
	return s.download(w, "heed-drift.csv", func(to io.Writer) error {
		return drift.Export(r.Context(), s.app.Session(s.actor(r)).At(q), filter, to)
	})
}
