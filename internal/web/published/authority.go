package published

import (
	"html/template"
	"net/http"
	"slices"

	"heed/internal/access"
	"heed/internal/door"
	"heed/internal/published"
	"heed/internal/web/beside"
	"heed/internal/web/chart"
	"heed/internal/web/kit"
	"heed/rulebook"
)

// publishedAuthorityPage is one authority from published figures alone: every series, year by year, beside England, its region
// and its statistical neighbours.
type publishedAuthorityPage struct {
	kit.Frame
	Name, Code, Region string
	Neighbours         []kit.Crumb
	Topics             []publishedTopic
	Symbols            []string
	// File is set on a page of one imported file, which may be too long for one page.
	File  string
	Pager *kit.Pager
}

// publishedTopic is the series of one topic, or of one imported file.
type publishedTopic struct {
	ID, Title string
	Imported  bool
	Series    []publishedSeries
	// More leads to all series of an imported file, where not all are here.
	More kit.Crumb
}

// publishedSeries is one series: the latest figures, the picture, and the numbers of every period in a table.
type publishedSeries struct {
	ID, Title, Caption string
	// Own says that something is published of the authority itself; otherwise of England alone.
	Own      bool
	Compared bool
	Latest   beside.Row
	Rows     []beside.Row
	Picture  template.HTML
	Notes    []string
	// Worked are the figures that Heed works out after the series, from the records of the council that the reader is of.
	Worked []kit.Crumb
}

// The most series of an imported file on the page of an authority, and on a page of that file.
const (
	importedShown   = 10
	importedPerPage = 20
)

func authority(s *kit.Site, w http.ResponseWriter, r *http.Request) error {
	table, page, council, err := publishedOf(s, r)
	if err != nil {
		return err
	}
	symbols := beside.Symbols{}
	for _, series := range table.Series {
		topic := page.topic(series)
		if !topic.Imported || len(topic.Series) < importedShown {
			v := publishedSeriesOf(table.Beside(series, council), symbols)
			v.Worked = workedOut(s, page.Frame, series.ID)
			topic.Series = append(topic.Series, v)
		} else {
			topic.More = kit.Crumb{Text: "All series of this file", Href: beside.Href(council.Code) + "/" + published.StemID(series.Sources[0].File)}
		}
	}
	page.Symbols = symbols.Words()
	return s.Render(w, "publishedauthority", page)
}

// workedOut leads from a series to the figures that follow it, for whoever has signed in and may read them.
func workedOut(s *kit.Site, f kit.Frame, series string) (list []kit.Crumb) {
	if f.Actor.ID == "" || !s.May(f.Actor, access.ReadFigure) {
		return nil
	}
	for _, r := range s.Door.Book().Kind(rulebook.Measure) {
		if r.Published.Series == series {
			list = append(list, kit.Crumb{Text: r.Title, Href: f.Figure(r.ID)})
		}
	}
	return list
}

// file is one imported file's series of an authority, a page at a time.
func file(s *kit.Site, w http.ResponseWriter, r *http.Request) error {
	table, page, council, err := publishedOf(s, r)
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
	page.Crumbs = append(page.Crumbs, kit.Crumb{Text: page.Name, Href: beside.Href(page.Code)})
	page.File, page.Title = list[0].Topic, list[0].Topic+" in "+page.Name
	n := kit.PageNumber(r.URL.Query())
	page.Pager = kit.NewPager(r.URL, n, importedPerPage, len(list))
	from := min(importedPerPage*(n-1), len(list))
	symbols := beside.Symbols{}
	for _, series := range list[from:min(from+importedPerPage, len(list))] {
		topic := page.topic(series)
		topic.Series = append(topic.Series, publishedSeriesOf(table.Beside(series, council), symbols))
	}
	page.Symbols = symbols.Words()
	return s.Render(w, "publishedauthority", page)
}

func publishedOf(s *kit.Site, r *http.Request) (*published.Table, publishedAuthorityPage, published.Council, error) {
	table, err := s.Door.Published(r.Context())
	if err != nil {
		return nil, publishedAuthorityPage{}, published.Council{}, err
	}
	council, ok := table.Council(r.PathValue("code"))
	if !ok || council.Note != "" {
		return nil, publishedAuthorityPage{}, council, door.ErrNotFound
	}
	page := publishedAuthorityPage{Frame: plain(s, r, "Published figures of "+council.Name), Name: council.Name, Code: council.Code, Region: council.Region}
	page.Crumbs = []kit.Crumb{{Text: "Published figures", Href: "/published"}}
	for _, code := range council.Neighbours {
		if n, ok := published.FindCouncil(code); ok {
			page.Neighbours = append(page.Neighbours, kit.Crumb{Text: n.Name, Href: beside.Href(code)})
		}
	}
	return table, page, council, nil
}

// topic gives the topic of a series, made where it is the first of it.
func (p *publishedAuthorityPage) topic(s *published.Series) *publishedTopic {
	id := kit.Anchor(s.Topic)
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

func publishedSeriesOf(b published.Beside, symbols beside.Symbols) publishedSeries {
	s := b.Series
	v := publishedSeries{ID: "s-" + s.ID, Title: s.Title, Caption: s.Title + ", " + seriesUnit(s), Own: s.Has(b.Council.Code)}
	v.Compared = slices.ContainsFunc(b.Steps, func(step published.Step) bool { return step.Neighbours.Known > 0 })
	drawn := beside.Chart{
		Title: s.Title, Name: b.Council.Name, Series: s, Council: b.Council, Relative: s.Relative(), Decimals: s.Decimals(),
	}
	pick := func(step published.Step) published.Value { return step.Own }
	if !v.Own {
		drawn.Name, drawn.OwnIsEngland, drawn.WithoutOthers = "England", true, true
		pick = func(step published.Step) published.Value { return step.England }
	}
	own := beside.Symbols{}
	for i := range b.Steps {
		step := &b.Steps[i]
		point := chart.Point{Label: step.Period.Label(), Name: s.On(step.Period)}
		point.Value, point.Known = pick(*step).Number()
		drawn.Points, drawn.Steps = append(drawn.Points, point), append(drawn.Steps, step)
		row := beside.RowOf(*step, s, drawn.Decimals)
		own.Note(row.Own, row.England, row.Region)
		symbols.Note(row.Own, row.England, row.Region)
		v.Rows = append(v.Rows, row)
	}
	if latest, ok := b.Latest(); ok {
		v.Latest = beside.RowOf(latest, s, drawn.Decimals)
		v.Picture = drawn.Picture()
	}
	v.Notes = append(own.Words(), beside.SeriesNotes(b, v.Own, drawn.Relative)...)
	return v
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
