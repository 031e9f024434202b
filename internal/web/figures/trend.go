package figures

import (
	"html/template"
	"slices"
	"strings"

	"heed/internal/figures"
	"heed/internal/web/chart"
	"heed/internal/web/kit"
	"heed/internal/words"
	"heed/rulebook"
)

// trendView is a figure over time: the picture, and the same numbers in a table, the newest first.
type trendView struct {
	// Picture is blank where there are too few steps to draw.
	Picture template.HTML
	Heading string
	// Ends says where the records end, or that the line does, where that is before the day asked about.
	Ends string
	// Earlier are the steps that are folded away below the table.
	Steps, Earlier []stepView
	EarlierWords   string
	// Hidden says that the numbers of some steps are hidden.
	Hidden bool
	// Counts says that the steps are of a share, so that there are columns for what it is of.
	Counts        bool
	Step, Counted string
	ValueHeading  string
}

type stepView struct{ Name, Counted, Of, Value string }

// stepsShown is how many steps stand in the table at once; the rest are folded below it.
const stepsShown = 12

// fewestDrawn is the fewest steps worth a picture.
const fewestDrawn = 4

// trend makes the trend of a figure, nil where nothing is recorded before.
func (p *figurePage) trend(found figures.Page) *trendView {
	if len(found.Trend) < 2 {
		return nil
	}
	rule := found.Rule
	v := &trendView{Step: stepName(rule, found.Trend[0]), ValueHeading: "Value", Counts: rule.Statistic == rulebook.Share}
	if v.Counts {
		v.ValueHeading = "Share"
	} else if after := kit.UnitAfter(rule); after != "" {
		v.ValueHeading = words.Capital(after)
	}
	v.Heading = trendHeading(v.Step)
	if found.Quarterly && v.Step == "Day" {
		v.Heading = "At the end of each quarter"
	}
	if found.Figure.Unknown != "" {
		if v.Step == "Day" && !found.Quarterly {
			v.Heading = "At the end of each month"
		}
		v.Ends = "Nothing is drawn after " + words.LongDate(found.Trend[len(found.Trend)-1].On) + ": what the records do not cover has no number."
	}
	if worthDrawing(found.Trend) {
		v.Picture = chart.Line(chart.LineChart{Series: kit.Series(rule, found.Trend, found.Comparators), Title: v.Heading, Name: p.Actor.AuthorityName})
	}
	for _, point := range slices.Backward(found.Trend) {
		step := v.step(rule, point)
		if len(v.Steps) < stepsShown {
			v.Steps = append(v.Steps, step)
		} else {
			v.Earlier = append(v.Earlier, step)
		}
	}
	v.EarlierWords = words.Count(len(v.Earlier), "earlier "+strings.ToLower(v.Step))
	return v
}

// stepName names what a step of a measure's trend is of.
func stepName(rule *rulebook.Rule, step figures.Point) string {
	switch rule.Period {
	case rulebook.Snapshot:
		return "Day"
	case rulebook.YearToMarch:
		return "Year"
	case rulebook.ThreeYears:
		return "Period"
	default:
	}
	return words.Either(kit.IsRolling(rule, step), "Rolling year", "Month")
}

// worthDrawing says whether there are enough steps with a figure to draw. A line through a few of many would mislead.
func worthDrawing(trend []figures.Point) bool {
	known := 0
	for _, point := range trend {
		if point.Figure.Value != nil {
			known++
		}
	}
	return known >= fewestDrawn && 2*known >= len(trend)
}

func (v *trendView) step(rule *rulebook.Rule, point figures.Point) stepView {
	_, name := kit.StepNames(rule, point)
	step := stepView{Name: words.Capital(name), Value: kit.FigureValue(rule, point.Figure.Value)}
	hidden := kit.IsHidden(point.Figure)
	if hidden {
		step.Value, v.Hidden = kit.HiddenMark, true
	}
	switch {
	case v.Counts && hidden:
		step.Counted, step.Of = kit.HiddenMark, kit.HiddenMark
	case v.Counts:
		step.Counted, step.Of = words.Thousands(kit.Whole(point.Figure.Numerator)), words.Thousands(kit.Whole(point.Figure.Denominator))
	}
	return step
}

func trendHeading(step string) string {
	switch step {
	case "Day":
		return "At the end of each month, and on the as-at day"
	case "Year":
		return "Each year to 31 March"
	case "Rolling year":
		return "The 12 months to the end of each quarter"
	case "Period":
		return "Three years to each 31 March"
	}
	return "Each month by itself"
}
