package figures

import (
	"html/template"
	"slices"
	"strconv"
	"strings"

	"heed/internal/figures"
	"heed/internal/published"
	"heed/internal/web/beside"
	"heed/internal/web/chart"
	"heed/internal/web/kit"
	"heed/rulebook"
)

// besideView is a figure beside what is published of others: the picture, and the same numbers in a table, the newest first.
type besideView struct {
	Series, Caption, Region string
	// OfPeriod says which year of the table the figure itself belongs beside, or that nothing is published for its period.
	OfPeriod string
	Picture  template.HTML
	Rows     []besideRow
	// Differs says where the measure is worked out differently from the published figure.
	Differs string
	Notes   []string
	Symbols []string
	// AsPublished says that something is published of the council itself.
	AsPublished bool
	// Href leads to the authority's own published figures.
	Href string
}

// besideRow is one year. Ours is worked out from the council's own records; Published is what is published of the council.
type besideRow struct {
	Year                       string
	Ours                       string
	Published, England, Region beside.Cell
	Median, Within             string
}

// beside makes the view, nil where nothing is published to set beside the figure.
func (p *figurePage) beside(found figures.Page) *besideView {
	along := found.Alongside
	if along == nil {
		return nil
	}
	rule, council, s := found.Rule, along.Council, along.Series
	v := &besideView{Series: s.Title, Caption: "Each year, " + s.When, Region: council.Region, Differs: rule.Published.Differs, Href: "/published"}
	if v.Region == "" {
		v.Region = "Region"
	}
	if council.Code != "" && council.Note == "" {
		v.Href = beside.Href(council.Code) + "#s-" + s.ID
	}
	drawn := beside.Chart{
		Title: rule.Title + ", " + s.When, Name: p.Actor.AuthorityName, Series: s, Council: council, Relative: along.Relative, Decimals: max(s.Decimals(), ownDecimals(rule)),
	}
	symbols := beside.Symbols{}
	for _, year := range along.Years {
		label := strconv.Itoa(year.Ending)
		point := chart.Point{Label: label, Name: label}
		if year.Own.Value != nil {
			point.Value, point.Known = *year.Own.Value, true
		}
		drawn.Points, drawn.Steps = append(drawn.Points, point), append(drawn.Steps, year.Step)
		row := besideRowOf(rule, s, drawn.Decimals, label, year)
		v.AsPublished = v.AsPublished || row.Published.Text != beside.Nothing
		symbols.Note(row.Published, row.England, row.Region)
		v.Rows = append(v.Rows, row)
	}
	slices.Reverse(v.Rows)
	if slices.ContainsFunc(drawn.Points, func(p chart.Point) bool { return p.Known }) {
		v.Picture = drawn.Picture()
	}
	if found.Figure.Unknown == "" { // else there is nothing to set beside a year
		v.OfPeriod = periodWords(along)
	}
	v.Notes, v.Symbols = besideNotes(along), symbols.Words()
	return v
}

// periodWords says which year of the table is that of the figure, or that nothing is published for it and which year is nearest.
func periodWords(along *figures.Alongside) string {
	if text := along.OfPeriod.Words(); text != "" {
		return text
	}
	return "The year to set beside this figure is " + along.OfPeriod.Found
}

func ownDecimals(rule *rulebook.Rule) int {
	if rule.Statistic == rulebook.Count {
		return 0
	}
	return 1
}

func besideRowOf(rule *rulebook.Rule, s *published.Series, decimals int, label string, year figures.AlongsideYear) besideRow {
	none := beside.Cell{Text: beside.Nothing}
	row := besideRow{Year: label, Ours: beside.Nothing, Published: none, England: none, Region: none, Median: beside.Nothing, Within: beside.Nothing}
	switch {
	case year.Hidden:
		row.Ours = kit.HiddenMark
	case year.Own.Value != nil:
		row.Ours = kit.FigureValue(rule, year.Own.Value)
	}
	if year.Step != nil {
		of := beside.RowOf(*year.Step, s, decimals)
		row.Published, row.England, row.Region, row.Median, row.Within = of.Own, of.England, of.Region, of.Median, of.Within
	}
	return row
}

// besideNotes say what is drawn, what is lent and where the numbers are from.
func besideNotes(along *figures.Alongside) []string {
	var notes []string
	if !along.Relative {
		notes = append(notes, "England and the region are counts of many more children, so they are in the table and not in the picture.")
	}
	if along.Council.Note != "" {
		notes = append(notes, along.Council.Note)
	}
	if names := neighbourNames(along.Council); names != "" {
		notes = append(notes, "Statistical neighbours, the nearest first: "+names+". Those without a number are left out of the median and the range, and with fewer than half of them there is neither.")
	}
	return append(notes, beside.SeriesNotes(along.Beside, true, true)...)
}

func neighbourNames(c published.Council) string {
	var names []string
	for _, code := range c.Neighbours {
		if n, ok := published.FindCouncil(code); ok {
			names = append(names, n.Name)
		}
	}
	return strings.Join(names, ", ")
}
