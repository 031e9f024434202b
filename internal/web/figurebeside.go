package web

import (
	"html/template"
	"slices"
	"strconv"
	"strings"

	"heed/internal/figures"
	"heed/internal/published"
	"heed/internal/web/chart"
	"heed/rulebook"
)

// besideView is a figure beside what is published of others: the picture, and the same numbers in a table, the newest first.
type besideView struct {
	Series, Caption, Region string
	Picture                 template.HTML
	Rows                    []besideRow
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
	Published, England, Region publishedCell
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
		v.Href = publishedHref(council.Code) + "#s-" + s.ID
	}
	drawn := besideChart{
		title: rule.Title + ", " + s.When, name: p.Actor.AuthorityName, series: s, council: council, relative: along.Relative, decimals: max(s.Decimals(), ownDecimals(rule)),
	}
	symbols := symbolKey{}
	for _, year := range along.Years {
		label := strconv.Itoa(year.Ending)
		point := chart.Point{Label: label, Name: label}
		if year.Own.Value != nil {
			point.Value, point.Known = *year.Own.Value, true
		}
		drawn.points, drawn.steps = append(drawn.points, point), append(drawn.steps, year.Step)
		row := besideRowOf(rule, s, drawn.decimals, label, year)
		v.AsPublished = v.AsPublished || row.Published.Text != nothing
		symbols.note(row.Published, row.England, row.Region)
		v.Rows = append(v.Rows, row)
	}
	slices.Reverse(v.Rows)
	if slices.ContainsFunc(drawn.points, func(p chart.Point) bool { return p.Known }) {
		v.Picture = drawn.picture()
	}
	v.Notes, v.Symbols = besideNotes(along), symbols.words()
	return v
}

func ownDecimals(rule *rulebook.Rule) int {
	if rule.Statistic == rulebook.Count {
		return 0
	}
	return 1
}

func besideRowOf(rule *rulebook.Rule, s *published.Series, decimals int, label string, year figures.AlongsideYear) besideRow {
	none := publishedCell{Text: nothing}
	row := besideRow{Year: label, Ours: nothing, Published: none, England: none, Region: none, Median: nothing, Within: nothing}
	switch {
	case year.Hidden:
		row.Ours = hiddenMark
	case year.Own.Value != nil:
		row.Ours = figureValue(rule, year.Own.Value)
	}
	if year.Step != nil {
		of := publishedRowOf(*year.Step, s, decimals)
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
	return append(notes, seriesNotes(along.Beside, true, true)...)
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
