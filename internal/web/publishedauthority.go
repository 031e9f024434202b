package web

import (
	"html/template"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"heed/internal/door"
	"heed/internal/published"
	"heed/internal/web/chart"
)

// publishedAuthorityPage is one authority from published figures alone: every series, year by year, beside England, its region
// and its statistical neighbours.
type publishedAuthorityPage struct {
	frame
	Name, Code, Region string
	Neighbours         []crumb
	Topics             []publishedTopic
	Symbols            []string
	// File is set on a page of one imported file, which may be too long for one page.
	File  string
	Pager *pagerView
}

// publishedTopic is the series of one topic, or of one imported file.
type publishedTopic struct {
	ID, Title string
	Imported  bool
	Series    []publishedSeries
	// More leads to all series of an imported file, where not all are here.
	More crumb
}

// publishedSeries is one series: the latest figures, the picture, and the numbers of every period in a table.
type publishedSeries struct {
	ID, Title, Caption string
	// Own says that something is published of the authority itself; otherwise of England alone.
	Own      bool
	Compared bool
	Latest   publishedRow
	Rows     []publishedRow
	Picture  template.HTML
	Notes    []string
}

type publishedRow struct {
	Period               string
	Own, England, Region publishedCell
	Median, Within       string
}

// The most series of an imported file on the page of an authority, and on a page of that file.
const (
	importedShown   = 10
	importedPerPage = 20
)

func publishedHref(code string) string { return "/published/" + url.PathEscape(code) }

func (s *Server) publishedAuthority(w http.ResponseWriter, r *http.Request) error {
	table, page, council, err := s.publishedOf(r)
	if err != nil {
		return err
	}
	symbols := symbolKey{}
	for _, series := range table.Series {
		topic := page.topic(series)
		if !topic.Imported || len(topic.Series) < importedShown {
			topic.Series = append(topic.Series, publishedSeriesOf(table.Beside(series, council), symbols))
		} else {
			topic.More = crumb{"All series of this file", publishedHref(council.Code) + "/" + published.StemID(series.Sources[0].File)}
		}
	}
	page.Symbols = symbols.words()
	return s.render(w, "publishedauthority", page)
}

// publishedFile is one imported file's series of an authority, a page at a time.
func (s *Server) publishedFile(w http.ResponseWriter, r *http.Request) error {
	table, page, council, err := s.publishedOf(r)
	if err != nil {
		return err
	}
	var list []*published.Series
	for _, series := range table.Series {
		if series.Imported() && published.StemID(series.Sources[0].File) == r.PathValue("file") {
			list = append(list, series)
		}
	}
	if len(list) == 0 {
		return door.ErrNotFound
	}
	page.Crumbs = append(page.Crumbs, crumb{page.Name, publishedHref(page.Code)})
	page.File, page.Title = list[0].Topic, list[0].Topic+" in "+page.Name
	n := pageNumber(r.URL.Query())
	page.Pager = pager(r.URL, n, importedPerPage, len(list))
	from := min(importedPerPage*(n-1), len(list))
	symbols := symbolKey{}
	for _, series := range list[from:min(from+importedPerPage, len(list))] {
		topic := page.topic(series)
		topic.Series = append(topic.Series, publishedSeriesOf(table.Beside(series, council), symbols))
	}
	page.Symbols = symbols.words()
	return s.render(w, "publishedauthority", page)
}

func (s *Server) publishedOf(r *http.Request) (*published.Table, publishedAuthorityPage, published.Council, error) {
	table, err := s.app.Published(r.Context())
	if err != nil {
		return nil, publishedAuthorityPage{}, published.Council{}, err
	}
	council, ok := table.Council(r.PathValue("code"))
	if !ok || council.Note != "" {
		return nil, publishedAuthorityPage{}, council, door.ErrNotFound
	}
	page := publishedAuthorityPage{frame: s.plain(r, "Published figures of "+council.Name), Name: council.Name, Code: council.Code, Region: council.Region}
	page.Crumbs = []crumb{{"Published figures", "/published"}}
	for _, code := range council.Neighbours {
		if n, ok := published.FindCouncil(code); ok {
			page.Neighbours = append(page.Neighbours, crumb{n.Name, publishedHref(code)})
		}
	}
	return table, page, council, nil
}

// topic gives the topic of a series, made where it is the first of it.
func (p *publishedAuthorityPage) topic(s *published.Series) *publishedTopic {
	id := anchor(s.Topic)
	if s.Imported() {
		id = "file-" + published.StemID(s.Sources[0].File)
	}
	i := slices.IndexFunc(p.Topics, func(t publishedTopic) bool { return t.ID == id })
	if i < 0 {
		i = len(p.Topics)
		p.Topics = append(p.Topics, publishedTopic{ID: id, Title: s.Topic, Imported: s.Imported()})
	}
	return &p.Topics[i]
}

func publishedSeriesOf(b published.Beside, symbols symbolKey) publishedSeries {
	s := b.Series
	v := publishedSeries{ID: "s-" + s.ID, Title: s.Title, Caption: s.Title + ", " + seriesUnit(s), Own: s.Has(b.Council.Code)}
	v.Compared = slices.ContainsFunc(b.Steps, func(step published.Step) bool { return step.Neighbours.Known > 0 })
	drawn := besideChart{
		title: s.Title, name: b.Council.Name, series: s, council: b.Council, relative: s.Relative(), decimals: s.Decimals(),
	}
	pick := func(step published.Step) published.Value { return step.Own }
	if !v.Own {
		drawn.name, drawn.ownIsEngland, drawn.withoutOthers = "England", true, true
		pick = func(step published.Step) published.Value { return step.England }
	}
	own := symbolKey{}
	for i := range b.Steps {
		step := &b.Steps[i]
		point := chart.Point{Label: step.Period.Label(), Name: s.On(step.Period)}
		point.Value, point.Known = pick(*step).Number()
		drawn.points, drawn.steps = append(drawn.points, point), append(drawn.steps, step)
		row := publishedRowOf(*step, s, drawn.decimals)
		own.note(row.Own, row.England, row.Region)
		symbols.note(row.Own, row.England, row.Region)
		v.Rows = append(v.Rows, row)
	}
	if latest, ok := b.Latest(); ok {
		v.Latest = publishedRowOf(latest, s, drawn.decimals)
		v.Picture = drawn.picture()
	}
	v.Notes = append(own.words(), seriesNotes(b, v.Own, drawn.relative)...)
	return v
}

func publishedRowOf(step published.Step, s *published.Series, decimals int) publishedRow {
	row := publishedRow{
		Period: step.Period.Label(), Own: publishedValue(step.Own, s.Unit, decimals), England: publishedValue(step.England, s.Unit, decimals),
		Region: publishedValue(step.Region, s.Unit, decimals),
	}
	row.Median, row.Within = spreadWords(step.Neighbours, s, decimals)
	return row
}

// seriesUnit says in what a series counts and of which day or year, for the caption of its table.
func seriesUnit(s *published.Series) string {
	unit := s.Unit
	switch unit {
	case "%":
		unit = "per cent"
	case "":
		unit = "as published"
	}
	if s.When != "" {
		unit += ", " + s.When
	}
	return unit
}

// seriesNotes say what is drawn and what is not, and where the numbers are from.
func seriesNotes(b published.Beside, own, relative bool) []string {
	var notes []string
	switch {
	case !own && len(b.Steps) > 0:
		notes = append(notes, "Nothing is published of "+b.Council.Name+": the figures are England’s.")
	case !relative:
		notes = append(notes, "England and the region are counts of many more children, so they are in the table and not in the picture.")
	}
	if b.Series.Note != "" {
		notes = append(notes, b.Series.Note)
	}
	var sources []string
	for _, from := range b.Series.Sources {
		sources = append(sources, from.Words()+" ("+from.File+")")
	}
	return append(notes, "Source: "+strings.Join(sources, "; ")+".")
}
