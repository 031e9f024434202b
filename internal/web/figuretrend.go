package web

import (
	"html/template"

	"heed/internal/app"
	"heed/internal/web/chart"
)

// trendView is a figure over time: the picture, and the same numbers in a table, the newest first.
type trendView struct {
	// Picture is blank where there are too few steps to draw.
	Picture template.HTML
	Heading string
	// Earlier are the steps that are folded away below the table.
	Steps, Earlier []stepView
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
func (p *figurePage) trend(found app.FigurePage) *trendView {
	if len(found.Trend) < 2 {
		return nil
	}
	rule := found.Rule
	v := &trendView{Step: "Month", ValueHeading: "Value", Counts: rule.Statistic == "share"}
	switch rule.Period {
	case "snapshot":
		v.Step = "Day"
	case "year to 31 March", "3 years":
		v.Step = "Year"
	}
	if v.Counts {
		v.ValueHeading = "Share"
	} else if after := unitAfter(rule); after != "" {
		v.ValueHeading = capital(after)
	}
	v.Heading = trendHeading(v.Step)
	if len(found.Trend) >= fewestDrawn {
		v.Picture = chart.Line(chart.LineChart{Series: series(rule, found.Trend, found.Comparators), Title: v.Heading, Name: p.Actor.AuthorityName})
	}
	for i := len(found.Trend) - 1; i >= 0; i-- {
		point := found.Trend[i]
		_, name := stepNames(rule, point.On)
		step := stepView{Name: capital(name), Value: figureValue(rule, point.Figure.Value)}
		if point.Figure.Value == nil && !found.MayOpenRows {
			step.Value = "Hidden or none"
		}
		if v.Counts {
			step.Counted, step.Of = number(whole(point.Figure.Numerator)), number(whole(point.Figure.Denominator))
		}
		if len(v.Steps) < stepsShown {
			v.Steps = append(v.Steps, step)
		} else {
			v.Earlier = append(v.Earlier, step)
		}
	}
	return v
}

func trendHeading(step string) string {
	switch step {
	case "Day":
		return "At the end of each month, and on the as-at day"
	case "Year":
		return "Each year to 31 March"
	}
	return "Each month by itself"
}
