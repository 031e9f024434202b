package drift

import (
	"io"
	"net/http"
	"net/url"

	"heed/internal/access"
	"heed/internal/clocks"
	"heed/internal/drift"
	"heed/internal/web/kit"
	"heed/internal/words"
)

// driftPage is the children who are left to wait, the most time lost first.
type driftPage struct {
	kit.Frame
	Heading string
	Counts  []kit.Count
	Filter  kit.Filter
	Rows    []driftRow
	Pager   *kit.Pager
	Export  string
	// Untold lead to the clocks that cannot be told, kind by kind.
	Untold []untoldView
	// Broken says which kinds could not be worked out.
	Broken []string
}

// untoldView says why it cannot be told of a kind, or of how many of it, who waits, and leads to what shows it.
type untoldView struct {
	Tag                     kit.Tag
	Words, Kind, Link, Href string
}

// driftRow is one child and what they wait for.
type driftRow struct {
	Child       kit.Ref
	Kind, Stage string
	// Law is the rule that found the child; Clock is the duty's own clock, blank where there is none.
	Law, Clock string
	Since      string
	Waited     int
	// AtLeast stands before the days where the wait began earlier than the records do, and LastKnown says to which day they are counted where that
	// is before the day asked about.
	AtLeast, LastKnown string
	Beyond, Past       string
	Owner, Team        string
	Next, Step         string
	NextHref           string
}

func driftForm(values url.Values) drift.Filter {
	return drift.Filter{
		Kind: values.Get("kind"), Stage: values.Get("stage"), Team: values.Get("team"), Beyond: values.Get("beyond") != "", Page: kit.PageNumber(values), PerPage: kit.PageSize,
	}
}

func list(s *kit.Site, w http.ResponseWriter, r *http.Request) error {
	q, err := s.Question(r)
	if err != nil {
		return err
	}
	filter := driftForm(r.URL.Query())
	list, err := drift.List(r.Context(), s.Door.Session(s.Actor(r)).At(q), filter)
	if err != nil {
		return err
	}
	page := driftPage{Frame: s.Frame(r, "Drift: "+list.Scope, list.Asked), Broken: list.Broken}
	page.counts(r.URL, list)
	page.untold(list)
	page.Heading = words.Count(list.Total, "wait")
	switch {
	case list.Total > 0:
		page.Heading += ", " + words.Thousands(list.Past) + " past the limit"
	case len(page.Untold) > 0:
		page.Heading = "Who waits cannot be told"
	}
	page.Filter = page.filterOf(list)
	page.Pager = kit.NewPager(r.URL, filter.Page, filter.PerPage, list.Total)
	for _, row := range list.Rows {
		page.Rows = append(page.Rows, page.row(row))
	}
	if s.May(page.Actor, access.Export) {
		page.Export = kit.WithQuery("/drift.csv", kit.FromFirst(r.URL))
	}
	return s.Render(w, "drift", page)
}

// counts are the totals by kind. Each opens the list of that kind alone, with the other filters kept.
func (p *driftPage) counts(at *url.URL, list drift.Page) {
	for _, k := range list.Kinds {
		label := words.LowerFirst(k.Label)
		if untold := list.UntoldOf(k.Value).Many(); untold != "" {
			label += "; " + untold
		}
		class := words.Either(k.Instead != "", "is-unknown", "")
		p.Counts = append(p.Counts, kit.Count{N: k.N, Class: class, Instead: k.Instead, Label: label, Href: kit.Choosing(at, "kind", k.Value, "stage"), Current: list.Filter.Kind == k.Value})
	}
}

// untold says of which kinds shown some are not listed, as the records do not tell whether they wait.
func (p *driftPage) untold(list drift.Page) {
	for _, u := range list.Untold {
		if !u.Shown(list.Filter.Kind) {
			continue
		}
		if why := u.Why(); why != "" {
			p.Untold = append(p.Untold, untoldView{Tag: kit.StatusTag(u.Reach.Unknown), Kind: u.Kind.Title, Words: why, Link: "What the records cover", Href: p.Link("/coverage")})
		}
		if u.N == 0 {
			continue
		}
		link := []string{"duty", u.Duty(), "team", list.Filter.Team, "every", "yes"}
		for _, status := range drift.UntoldStatuses() {
			link = append(link, "status", string(status))
		}
		p.Untold = append(p.Untold, untoldView{
			Tag: kit.StatusTag(clocks.CannotTell), Kind: u.Kind.Title, Href: p.Link("/clocks", link...), Link: "See what cannot be told",
			Words: "of " + words.Count(u.N, "clock") + " of this kind the records do not tell whether a child waits, so " + words.Either(u.N == 1, "it is", "they are") + " not listed here.",
		})
	}
}

func (p *driftPage) filterOf(list drift.Page) kit.Filter {
	v := kit.Filter{Action: "/drift", Heading: "Show waits for", ClearLink: p.Link("/drift"), Kept: kit.Pairs(p.Kept)}
	every := "Every kind (" + words.Thousands(list.All) + ")"
	if list.All == 0 && len(p.Untold) > 0 {
		every = "Every kind"
	}
	v.Selects = append(v.Selects, kit.SelectOf("kind", "Kind", every, list.Kinds, list.Filter.Kind))
	v.Selects = append(v.Selects, kit.SelectOf("stage", "Stage", "Every stage", list.Stages, list.Filter.Stage))
	if len(list.Teams) > 0 || list.Filter.Team != "" {
		v.Selects = append(v.Selects, kit.SelectOf("team", "Team", "Every team", list.Teams, list.Filter.Team))
	}
	v.Checks = append(v.Checks, kit.Checks{Name: "beyond", Label: "Limit", Options: []kit.Option{{Value: "yes", Label: "Only those past it", Selected: list.Filter.Beyond}}})
	return v
}

func (p *driftPage) row(d drift.Row) driftRow {
	row := driftRow{
		Child: p.RefTo(d.Child), Kind: d.Kind.Title, Stage: words.Capital(d.Stage), Law: p.Rule(d.Rule), Since: words.ShortDate(d.Since), Waited: d.Waited, Team: d.Team,
	}
	if d.Clock.Duty != "" {
		row.Clock = p.Link("/clock", "duty", d.Clock.Duty, "about", d.Clock.Subject, "occasion", d.Clock.Occasion)
	}
	switch {
	case d.Missing != "":
		row.Beyond, row.Past = "–", "The limit cannot be told: "+d.Missing+" is not recorded"
	case d.Limit.IsZero():
		row.Beyond, row.Past = "–", "No limit is known"
	case d.Beyond > 0:
		row.Beyond, row.Past = words.Thousands(d.Beyond), "limit was "+words.ShortDate(d.Limit)
	default:
		row.Beyond, row.Past = "0", "limit is "+words.ShortDate(d.Limit)
	}
	if d.Missing != "" {
		row.AtLeast = "at least "
	}
	if !d.KnownTo.IsZero() {
		row.LastKnown = "when last known, " + words.LongDate(d.KnownTo)
	}
	row.Owner = kit.OwnerWords(d.Child, d.Owner, d.OwnerRole)
	row.Step = "No next step recorded"
	if d.Next != nil {
		row.Next, row.NextHref, row.Step = d.Next.DutyTitle, p.Clock(*d.Next), d.Next.Brief
	}
	return row
}

func export(s *kit.Site, w http.ResponseWriter, r *http.Request) error {
	q, err := s.Question(r)
	if err != nil {
		return err
	}
	filter := driftForm(r.URL.Query())
	return s.Download(w, r, "heed-drift.csv", func(to io.Writer) error {
		return drift.Export(r.Context(), s.Door.Session(s.Actor(r)).At(q), filter, to)
	})
}
