// Package beside sets a line of figures beside what is published of England, the region and the statistical neighbours.
package beside

import (
	"html/template"
	"maps"
	"math"
	"net/url"
	"slices"
	"strings"

	"heed/internal/published"
	"heed/internal/web/chart"
	"heed/internal/words"
)

// Cell is one published value as people read it: the number with its unit, or the symbol with what it means.
type Cell struct{ Text, Meaning string }

// Nothing stands where nothing is published.
const Nothing = "–"

// value prints a value to the decimals of its series, 7.5% and 8.0%; a length of 02:03 as 2 years 3 months.
func value(v published.Value, unit string, decimals int) Cell {
	n, known := v.Number()
	switch {
	case v == "":
		return Cell{Text: Nothing}
	case !known:
		return Cell{"[" + string(v) + "]", published.Meaning(string(v))}
	case v.IsLength():
		return Cell{Text: lengthWords(int(n))}
	case v.Note() != "":
		return Cell{withMark(words.Decimal(n, decimals), unit) + " [" + v.Note() + "]", published.Meaning(v.Note())}
	}
	return Cell{Text: withMark(words.Decimal(n, decimals), unit)}
}

// withMark puts the sign for per cent to a number. Every other unit is said in the heading.
func withMark(number, unit string) string {
	if unit == "%" {
		return number + "%"
	}
	return number
}

func lengthWords(months int) string {
	var parts []string
	if months >= 12 {
		parts = append(parts, words.Count(months/12, "year"))
	}
	if months%12 > 0 || months == 0 {
		parts = append(parts, words.Count(months%12, "month"))
	}
	return strings.Join(parts, " ")
}

// spreadWords are the neighbours' median, and their lowest and highest. Where some of them have no number they say of how many,
// and where fewer than half have one there is neither.
func spreadWords(s published.Spread, series *published.Series, decimals int) (median, within string) {
	if s.Known == 0 {
		return Nothing, Nothing
	}
	if !s.Enough() {
		return "too few", words.Thousands(s.Known) + " of " + words.Thousands(s.Of) + " known"
	}
	median = withMark(words.Decimal(s.Median, decimals), series.Unit)
	if decimals == 0 && s.Median != math.Trunc(s.Median) {
		median = withMark(words.Decimal(s.Median, 1), series.Unit) // half way between two whole numbers
	}
	if s.Known < s.Of {
		median += " (of " + words.Thousands(s.Known) + ")"
	}
	return median, withMark(words.Decimal(s.Low, decimals), series.Unit) + " to " + withMark(words.Decimal(s.High, decimals), series.Unit)
}

// Symbols says what each symbol on a page means, by the symbol.
type Symbols map[string]string

// Note remembers the symbols of cells.
func (k Symbols) Note(cells ...Cell) {
	for _, c := range cells {
		if at := strings.IndexByte(c.Text, '['); at >= 0 { // alone, or behind a number
			k[c.Text[at:]] = c.Meaning
		}
	}
}

// Words lists the symbols: [c]: suppressed, so that ...
func (k Symbols) Words() []string {
	var list []string
	for _, mark := range slices.Sorted(maps.Keys(k)) {
		list = append(list, mark+": "+k[mark]+".")
	}
	return list
}

// Chart draws a line beside what is published of others. Steps are the published periods, one for each of points and nil
// where nothing is published yet. What does not compare is left out: England's count would flatten every other line.
type Chart struct {
	Title, Name   string
	Series        *published.Series
	Council       published.Council
	Relative      bool
	Points        []chart.Point
	Steps         []*published.Step
	OwnIsEngland  bool
	Decimals      int
	WithoutOthers bool
}

// Picture draws the chart.
func (c Chart) Picture() template.HTML {
	line := chart.LineChart{Title: c.Title, Name: c.Name, Series: chart.Series{Unit: chartUnit(c.Series.Unit), Decimals: c.Decimals, Points: c.Points}}
	if c.Relative && !c.OwnIsEngland {
		line.Others = append(line.Others, c.other(chart.England, "England", func(s published.Step) published.Value { return s.England }))
		if c.Council.Region != "" {
			line.Others = append(line.Others, c.other(chart.Region, c.Council.Region, func(s published.Step) published.Value { return s.Region }))
		}
	}
	if len(c.Council.Neighbours) > 0 && !c.WithoutOthers {
		line.Others, line.Band = append(line.Others, c.median()), c.band()
	}
	return chart.Line(line)
}

// chartUnit is the unit that stands with a number in a picture.
func chartUnit(unit string) string {
	switch unit {
	case "%", "per 10,000", "months":
		return unit
	}
	return ""
}

func (c Chart) other(kind chart.Comparator, label string, pick func(published.Step) published.Value) chart.Other {
	other := chart.Other{Kind: kind, Label: label}
	for i, step := range c.Steps {
		point := chart.Point{Label: c.Points[i].Label, Name: c.Points[i].Name}
		if step != nil {
			point.Value, point.Known = pick(*step).Number()
		}
		other.Points = append(other.Points, point)
	}
	return other
}

func (c Chart) median() chart.Other {
	other := chart.Other{Kind: chart.Neighbours, Label: "Neighbours’ median"}
	for i, step := range c.Steps {
		point := chart.Point{Label: c.Points[i].Label, Name: c.Points[i].Name}
		if step != nil && step.Neighbours.Enough() {
			point.Value, point.Known = step.Neighbours.Median, true
		}
		other.Points = append(other.Points, point)
	}
	return other
}

func (c Chart) band() *chart.Band {
	band := &chart.Band{Label: "from the lowest to the highest neighbour"}
	for _, step := range c.Steps {
		low, high := chart.Point{}, chart.Point{}
		if step != nil && step.Neighbours.Enough() {
			low = chart.Point{Value: step.Neighbours.Low, Known: true}
			high = chart.Point{Value: step.Neighbours.High, Known: true}
		}
		band.Low, band.High = append(band.Low, low), append(band.High, high)
	}
	return band
}

// Row is one period: what is published of the authority, of England and of its region, and of its neighbours.
type Row struct {
	Period               string
	Own, England, Region Cell
	Median, Within       string
}

// Href gives the address of an authority’s published figures.
func Href(code string) string { return "/published/" + url.PathEscape(code) }

// RowOf prints one period of a series.
func RowOf(step published.Step, s *published.Series, decimals int) Row {
	row := Row{
		Period: step.Period.Label(), Own: value(step.Own, s.Unit, decimals), England: value(step.England, s.Unit, decimals),
		Region: value(step.Region, s.Unit, decimals),
	}
	row.Median, row.Within = spreadWords(step.Neighbours, s, decimals)
	return row
}

// SeriesNotes say what is drawn and what is not, and where the numbers are from.
func SeriesNotes(b published.Beside, own, relative bool) []string {
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
