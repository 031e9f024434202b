package coverage

import (
	"html/template"
	"strconv"
	"time"

	"heed/internal/coverage"
	"heed/internal/web/chart"
	"heed/internal/words"
)

// areaView is the picture of the kinds of record of one area, folded under its heading.
type areaView struct {
	Heading string
	Picture template.HTML
}

// years is how far back the picture goes: what came before is said beside each bar.
const years = 8

// axisOf is the axis of time that all lanes share: from the first day that anything covers, though no more than some years back.
func axisOf(found coverage.Page) chart.JourneyChart {
	c := chart.JourneyChart{From: found.AsAt, To: found.AsAt, End: "Today"}
	if !found.Today {
		c.End = words.ShortDate(found.AsAt)
	}
	first := time.Date(found.AsAt.Year()-years, 1, 1, 0, 0, 0, 0, time.UTC)
	for _, kind := range found.Kinds {
		if kind.From.Before(c.From) {
			c.From = kind.From
		}
	}
	if c.From.Before(first) {
		c.From = first
	}
	return c
}

// lanesAtOnce is how many lanes are drawn at once. More are folded by area.
const lanesAtOnce = 24

// areas draws many kinds of record by their area, none where they are few.
func areas(c chart.JourneyChart, kinds []coverage.Kind) (list []areaView) {
	if len(kinds) <= lanesAtOnce {
		return nil
	}
	var names []string
	by := map[string][]coverage.Kind{}
	for _, kind := range kinds {
		if by[kind.Area] == nil {
			names = append(names, kind.Area)
		}
		by[kind.Area] = append(by[kind.Area], kind)
	}
	for i, area := range names {
		c.ID = "-" + strconv.Itoa(i+1)
		gaps := 0
		for _, kind := range by[area] {
			gaps += min(len(kind.Gaps), 1)
		}
		heading := words.Capital(area) + ": " + words.Count(len(by[area]), "kind")
		if gaps > 0 {
			heading += ", " + words.Thousands(gaps) + " with a gap inside"
		}
		list = append(list, areaView{heading, picture(c, by[area])})
	}
	return list
}

// picture draws a lane for each kind of record.
func picture(c chart.JourneyChart, kinds []coverage.Kind) template.HTML {
	if len(kinds) == 0 {
		return ""
	}
	for _, kind := range kinds {
		c.Lanes = append(c.Lanes, laneOf(kind, c))
	}
	return chart.Journey(c)
}

// laneOf draws what is covered of a kind, its gaps, and what is not known yet.
func laneOf(kind coverage.Kind, c chart.JourneyChart) chart.Lane {
	l := chart.Lane{Title: kind.Title, Sub: words.ShortDate(kind.From) + " to " + words.ShortDate(kind.To)}
	for _, run := range kind.Runs {
		if run.To.Before(c.From) {
			continue
		}
		bar := chart.LaneBar{From: run.From, To: run.To.AddDate(0, 0, 1), Words: "Complete", Fill: chart.Light}
		if run.Assumed {
			bar.Fill, bar.Words = chart.Assumed, "Assumed"
		}
		l.Bars = append(l.Bars, bar)
	}
	for _, gap := range kind.Gaps {
		if !gap.To.Before(c.From) {
			l.Bars = append(l.Bars, chart.LaneBar{From: gap.From, To: gap.To, Words: "Nothing", Fill: chart.Hatch})
		}
	}
	if kind.To.Before(c.To) {
		l.Bars = append(l.Bars, chart.LaneBar{From: kind.To.AddDate(0, 0, 1), Words: "Not known yet", Fill: chart.NotYet})
	}
	l.Label = kind.Title + ": " + words.LongDate(kind.From) + " to " + words.LongDate(kind.To)
	if n := len(kind.Gaps); n > 0 {
		l.Sub += ". " + words.Count(n, "gap")
		l.Label += ", with " + words.Count(n, "gap")
	}
	l.Label += ". The table below gives every date."
	return l
}
