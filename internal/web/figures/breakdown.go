package figures

import (
	"html/template"
	"io"
	"net/http"
	"time"

	"heed/internal/access"
	"heed/internal/figures"
	"heed/internal/web/chart"
	"heed/internal/web/kit"
	"heed/internal/words"
	"heed/rulebook"
)

// breakdownPage is a figure by the groups of one dimension, beside how many children of each group live in the area.
type breakdownPage struct {
	kit.Frame
	Broken, Whole, WholeLink string
	Sentence                 string
	// By names the dimension, as the heading of its column; Choices lead to the others.
	By      string
	Choices []choiceView
	Hidden  bool
	// Unknown says why the records do not tell the figure, blank where they do, and Last what was last known.
	Unknown string
	Last    *kit.LastKnown
	// Rated, Gaps and Shares say which columns there are.
	Rated, Gaps, Shares bool
	Groups              []groupView
	// Population says who counted the children who live in the area, and when.
	Population string
	Notes      []string
	Export     string

	over []string // the days asked about, as the address holds them
}

// own gives an address of the figure of this page, with the present question and the days that were asked about.
func (p *breakdownPage) own(rule *rulebook.Rule, below string, namesAndValues ...string) string {
	return p.Link("/figures/"+rule.ID+below, append(namesAndValues, p.over...)...)
}

type groupView struct {
	Label, Href string
	Hidden      bool
	Number      string
	Value       string
	Share       string
	Bar         template.HTML
	Population  string
	// PopulationShare is the group's share of the children who live in the area, with a bar to set beside the first.
	PopulationShare  string
	PopulationBar    template.HTML
	Rate, Times, Gap string
	Warning, Words   string
}

// byOf is the dimension that the address names; ethnicity where it names none.
func byOf(r *http.Request) string {
	if by := r.URL.Query().Get("by"); by != "" {
		return by
	}
	return "ethnicity"
}

func breakdown(s *kit.Site, w http.ResponseWriter, r *http.Request) error {
	q, err := s.Question(r)
	if err != nil {
		return err
	}
	rule := s.Door.Book().Rule(r.PathValue("id"))
	days := readDays(r.URL.Query(), kit.Today(s.Now()), rule)
	if len(days.faults) > 0 {
		return badDays(s, w, r, rule, days)
	}
	found, err := figures.FindBreakdown(r.Context(), s.Door.Session(s.Actor(r)).At(days.question(q)), r.PathValue("id"), byOf(r), days.over)
	if err != nil {
		return err
	}
	return s.Render(w, "breakdown", breakdownPageOf(s, r, found, days))
}

func breakdownPageOf(s *kit.Site, r *http.Request, found figures.Breakdown, days daysForm) breakdownPage {
	rule := found.Rule
	page := breakdownPage{Frame: s.Frame(r, rule.Title+" by "+words.LowerFirst(found.Title), found.Asked), Broken: found.Broken, By: found.Title}
	if page.over = days.pairs(); page.over != nil {
		page.Kept.Set(kit.ParamAsAt, found.AsAt.Format(time.DateOnly))
	}
	page.WholeLink, page.Sentence, page.Hidden = page.own(rule, ""), found.Sentence, found.Hidden
	page.Crumbs = []kit.Crumb{{Text: "Figures", Href: page.Link("/figures")}, {Text: rule.Title, Href: page.WholeLink}}
	if s.May(page.Actor, access.Export) {
		page.Export = page.own(rule, "/breakdown.csv", "by", found.By)
	}
	page.Unknown, page.Last = figures.UnknownWords(found.Figure), kit.LastKnownOf(rule, found.Figure)
	if found.Broken != "" || found.Hidden || page.Unknown != "" {
		return page
	}
	if found.Gaps || rule.Statistic == rulebook.Rate { // of a count the sentence says it
		page.Whole = kit.ValueWithUnit(rule, found.Figure.Value)
	}
	for _, table := range found.Others {
		href := page.own(rule, "/breakdown", "by", table.Dimension)
		page.Choices = append(page.Choices, choiceView{table.Title, href, table.Dimension == found.By})
	}
	page.Rated, page.Gaps = found.Rated, found.Gaps
	for _, row := range found.Rows {
		page.Shares = page.Shares || row.Share != nil
		page.Groups = append(page.Groups, page.group(found, row))
	}
	if p := found.Population; p != nil {
		page.Population = words.Thousands(int(p.Persons)) + " children whose group is known, counted on " + words.LongDate(p.CountedOn) + ": " + p.Source
	}
	page.Notes = found.Notes
	return page
}

func (p *breakdownPage) group(found figures.Breakdown, row figures.BreakdownRow) groupView {
	rule := found.Rule
	v := groupView{Label: row.Label, Hidden: row.Hidden, Warning: row.Warning, Words: row.Words}
	if row.Persons != nil {
		v.Population = words.Thousands(int(*row.Persons))
		v.PopulationShare, v.PopulationBar = words.InUnit(*row.PopulationShare, "%"), chart.Bar("", *row.PopulationShare)
	}
	if row.Hidden {
		return v
	}
	if row.Figure.Rows > 0 {
		v.Href = p.own(rule, "", "slice", found.By+":"+row.Value)
	}
	v.Number = words.Thousands(row.Figure.Rows)
	if found.Gaps {
		v.Value = kit.FigureValue(rule, row.Figure.Value)
		if base := kit.BaseWords(rule, row.Figure); base != "" {
			v.Number = base
		}
	} else if rule.Statistic == rulebook.Sum {
		v.Value = kit.FigureValue(rule, row.Figure.Value)
	}
	if row.Share != nil {
		v.Share, v.Bar = words.InUnit(*row.Share, "%"), chart.Bar("", *row.Share)
	}
	if row.Rate != nil {
		v.Rate = words.Decimal(*row.Rate, 1)
	}
	if row.Times != nil {
		v.Times = words.Decimal(*row.Times, 1)
	}
	if row.Gap != nil {
		v.Gap = signed(*row.Gap)
	}
	return v
}

// signed writes a number with the sign that says which way it lies.
func signed(v float64) string {
	text := words.Decimal(v, 1)
	if text[0] != '-' && text != "0.0" {
		return "+" + text
	}
	return text
}

// exportBreakdown gives a breakdown as CSV. The use case logs it.
func exportBreakdown(s *kit.Site, w http.ResponseWriter, r *http.Request) error {
	q, err := s.Question(r)
	if err != nil {
		return err
	}
	id, by := r.PathValue("id"), byOf(r)
	rule := s.Door.Book().Rule(id)
	days := readDays(r.URL.Query(), kit.Today(s.Now()), rule)
	if len(days.faults) > 0 {
		return badDays(s, w, r, rule, days)
	}
	return s.Download(w, r, kit.Anchor(id)+"-by-"+kit.Anchor(by)+".csv", func(to io.Writer) error {
		return figures.ExportBreakdown(r.Context(), s.Door.Session(s.Actor(r)).At(days.question(q)), id, by, days.over, to)
	})
}
