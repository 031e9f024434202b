package web

import (
	"html/template"
	"maps"
	"math"
	"slices"
	"strings"

	"heed/internal/published"
	"heed/internal/web/chart"
)

// publishedCell is one published value as people read it: the number with its unit, or the symbol with what it means.
type publishedCell struct{ Text, Meaning string }

// nothing stands where nothing is published.
const nothing = "–"

// publishedValue prints a value to the decimals of its series, 7.5% and 8.0%; a length of 02:03 as 2 years 3 months.
func publishedValue(v published.Value, unit string, decimals int) publishedCell {
	n, known := v.Number()
	switch {
	case v == "":
		return publishedCell{Text: nothing}
	case !known:
		return publishedCell{"[" + string(v) + "]", published.Meaning(string(v))}
	case v.IsLength():
		return publishedCell{Text: lengthWords(int(n))}
	}
	return publishedCell{Text: withMark(decimal(n, decimals), unit)}
}

// withMark puts the sign for per cent to a number. Every other unit is said in the heading.
func withMark(number, unit string) string {
	if unit == "%" {
		return number + "%"
	}
	return number
}

func lengthWords(months int) string {
	var words []string
	if months >= 12 {
		words = append(words, plural(months/12, "year"))
	}
	if months%12 > 0 || months == 0 {
		words = append(words, plural(months%12, "month"))
	}
	return strings.Join(words, " ")
}

// spreadWords are the neighbours' median, and their lowest and highest. Where some of them have no number they say of how many,
// and where fewer than half have one there is neither.
func spreadWords(s published.Spread, series *published.Series, decimals int) (median, within string) {
	if s.Known == 0 {
		return nothing, nothing
	}
	if !s.Enough() {
		return "too few", number(s.Known) + " of " + number(s.Of) + " known"
	}
	median = withMark(decimal(s.Median, decimals), series.Unit)
	if decimals == 0 && s.Median != math.Trunc(s.Median) {
		median = withMark(decimal(s.Median, 1), series.Unit) // half way between two whole numbers
	}
	if s.Known < s.Of {
		median += " (of " + number(s.Known) + ")"
	}
	return median, withMark(decimal(s.Low, decimals), series.Unit) + " to " + withMark(decimal(s.High, decimals), series.Unit)
}

// symbolKey says what each symbol on a page means, by the symbol.
type symbolKey map[string]string

func (k symbolKey) note(cells ...publishedCell) {
	for _, c := range cells {
		if strings.HasPrefix(c.Text, "[") {
			k[c.Text] = c.Meaning
		}
	}
}

// words lists the symbols: [c]: suppressed, so that ...
func (k symbolKey) words() []string {
	var list []string
	for _, mark := range slices.Sorted(maps.Keys(k)) {
		list = append(list, mark+": "+k[mark]+".")
	}
	return list
}

// besideChart draws a line beside what is published of others. Steps are the published periods, one for each of points and nil
// where nothing is published yet. What does not compare is left out: England's count would flatten every other line.
type besideChart struct {
	title, name   string
	series        *published.Series
	council       published.Council
	relative      bool
	points        []chart.Point
	steps         []*published.Step
	ownIsEngland  bool
	decimals      int
	withoutOthers bool
}

func (c besideChart) picture() template.HTML {
	line := chart.LineChart{Title: c.title, Name: c.name, Series: chart.Series{Unit: chartUnit(c.series.Unit), Decimals: c.decimals, Points: c.points}}
	if c.relative && !c.ownIsEngland {
		line.Others = append(line.Others, c.other(chart.England, "England", func(s published.Step) published.Value { return s.England }))
		if c.council.Region != "" {
			line.Others = append(line.Others, c.other(chart.Region, c.council.Region, func(s published.Step) published.Value { return s.Region }))
		}
	}
	if len(c.council.Neighbours) > 0 && !c.withoutOthers {
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

func (c besideChart) other(kind chart.Comparator, label string, pick func(published.Step) published.Value) chart.Other {
	other := chart.Other{Kind: kind, Label: label}
	for i, step := range c.steps {
		point := chart.Point{Label: c.points[i].Label, Name: c.points[i].Name}
		if step != nil {
			point.Value, point.Known = pick(*step).Number()
		}
		other.Points = append(other.Points, point)
	}
	return other
}

func (c besideChart) median() chart.Other {
	other := chart.Other{Kind: chart.Neighbours, Label: "Neighbours’ median"}
	for i, step := range c.steps {
		point := chart.Point{Label: c.points[i].Label, Name: c.points[i].Name}
		if step != nil && step.Neighbours.Enough() {
			point.Value, point.Known = step.Neighbours.Median, true
		}
		other.Points = append(other.Points, point)
	}
	return other
}

func (c besideChart) band() *chart.Band {
	band := &chart.Band{Label: "from the lowest to the highest neighbour"}
	for _, step := range c.steps {
		low, high := chart.Point{}, chart.Point{}
		if step != nil && step.Neighbours.Enough() {
			low = chart.Point{Value: step.Neighbours.Low, Known: true}
			high = chart.Point{Value: step.Neighbours.High, Known: true}
		}
		band.Low, band.High = append(band.Low, low), append(band.High, high)
	}
	return band
}
