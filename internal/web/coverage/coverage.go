package coverage

import (
	"html/template"
	"net/http"
	"slices"
	"time"

	"heed/internal/access"
	"heed/internal/coverage"
	"heed/internal/web/chart"
	"heed/internal/web/kit"
	"heed/internal/words"
)

// coveragePage is what the records cover: a bar for each record type, so that gaps are seen, and the same in tables.
type coveragePage struct {
	kit.Frame
	Counts []kit.Count
	Lead   string
	// Heading says how many kinds of record there are. Picture shows those that end before the day asked about or have a gap inside, and
	// Whole those that reach it without one; each is blank where there are none.
	Heading        string
	Picture, Whole template.HTML
	// LackingWords and WholeWords say how many each of the two shows.
	LackingWords, WholeWords string
	// Waiting are the kinds that end before the day asked about, Spans every span of every kind, Unfed what nothing feeds.
	Waiting []waitingRow
	Spans   []spanRow
	Unfed   []unfedRow
	// UnfedRest are those that fewer duties need, folded below the first.
	UnfedRest []unfedRow
	// Clocks is where those that are not known yet are listed, blank for who lists no clocks.
	Clocks string
}

type waitingRow struct {
	Title, To string
	FellDue   int
}

type spanRow struct {
	Title, Source, From, To, Basis string
	Assumed                        bool
}

type unfedRow struct {
	Title  string
	Duties int
}

func list(s *kit.Site, w http.ResponseWriter, r *http.Request) error {
	q, err := s.Question(r)
	if err != nil {
		return err
	}
	found, err := coverage.List(r.Context(), s.Door.Session(s.Actor(r)).At(q))
	if err != nil {
		return err
	}
	page := pageOf(s.Frame(r, "What the records cover", found.Asked), found)
	if s.May(page.Actor, access.ListClocks) {
		page.Clocks = page.Link("/clocks", "status", "not known yet")
	}
	return s.Render(w, "coverage", page)
}

func pageOf(f kit.Frame, found coverage.Page) coveragePage {
	page := coveragePage{Frame: f, Heading: words.Count(len(found.Kinds), "kind") + " of record"}
	var lacking, whole []coverage.Kind
	for _, kind := range found.Kinds {
		if kind.To.Before(found.AsAt) || len(kind.Gaps) > 0 {
			lacking = append(lacking, kind)
		} else {
			whole = append(whole, kind)
		}
	}
	axis := axisOf(found)
	page.Picture, page.Whole = picture(axis, lacking), picture(axis, whole)
	page.LackingWords = words.Count(len(lacking), "kind ends", "kinds end") + " before this day or " + words.Either(len(lacking) == 1, "has", "have") + " a gap inside"
	page.WholeWords = words.Count(len(whole), "kind reaches", "kinds reach") + " this day without a gap"
	anchor := func(n int, id string) string { return words.Either(n > 0, id, "#bars") }
	page.Counts = []kit.Count{
		{N: len(whole), Label: "kinds of record reach this day without a gap", Class: "is-met", Href: anchor(len(whole), "#whole")},
		{N: found.Before, Label: "end before it", Class: "is-unknown", Href: anchor(found.Before, "#waiting")},
		{N: found.WithGaps, Label: "have a gap inside", Class: "is-unknown", Href: "#bars"},
		{N: len(found.Unfed), Label: "kinds that duties need and nothing feeds", Class: "is-unknown", Href: anchor(len(found.Unfed), "#unfed")},
	}
	if found.NotKnownYet > 0 {
		page.Lead = words.Count(found.NotKnownYet, "clock") + " fell due, or will, after the records that would tell end. Heed does not call them late: it cannot know."
	}
	for _, kind := range found.Kinds {
		if kind.To.Before(found.AsAt) {
			page.Waiting = append(page.Waiting, waitingRow{Title: kind.Title, To: words.LongDate(kind.To), FellDue: kind.FellDue})
		}
		for _, span := range kind.Spans {
			page.Spans = append(page.Spans, spanRow{kind.Title, span.Source, words.LongDate(span.From), words.LongDate(span.To), span.Basis, span.Assumed})
		}
	}
	slices.SortStableFunc(page.Waiting, func(x, y waitingRow) int { return y.FellDue - x.FellDue })
	for _, need := range found.Unfed {
		page.Unfed = append(page.Unfed, unfedRow{need.Title, need.Duties})
	}
	if len(page.Unfed) > unfedShown {
		page.Unfed, page.UnfedRest = page.Unfed[:unfedShown], page.Unfed[unfedShown:]
	}
	return page
}

// unfedShown is how many kinds that nothing feeds are listed at once.
const unfedShown = 12

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
	for _, run := range runs(kind.Spans) {
		if run.to.Before(c.From) {
			continue
		}
		bar := chart.LaneBar{From: run.from, To: run.to.AddDate(0, 0, 1), Words: "Complete", Fill: chart.Light}
		if run.assumed {
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
