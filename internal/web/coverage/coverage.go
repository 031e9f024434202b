package coverage

import (
	"html/template"
	"net/http"
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
	// Heading says how many kinds of record there are, and Picture shows them; it is blank where there are none.
	Heading string
	Picture template.HTML
	// Waiting are the kinds that end before the day asked about, Spans every span of every kind, Unfed what nothing feeds.
	Waiting []waitingRow
	Spans   []spanRow
	Unfed   []unfedRow
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
	page := coveragePage{Frame: f, Heading: words.Count(len(found.Kinds), "kind") + " of record", Picture: picture(found)}
	page.Counts = []kit.Count{
		{N: found.ToDay, Label: "kinds of record reach this day", Class: "is-met", Href: "#bars"},
		{N: found.Before, Label: "end before it", Class: "is-unknown", Href: "#waiting"},
		{N: found.WithGaps, Label: "have a gap inside", Class: "is-unknown", Href: "#bars"},
		{N: len(found.Unfed), Label: "kinds that duties need and nothing feeds", Class: "is-unknown", Href: "#unfed"},
	}
	if found.NotKnownYet > 0 {
		page.Lead = words.Count(found.NotKnownYet, "clock") + words.Either(found.NotKnownYet == 1, " is", " are") + " due after the records that would tell end. Heed does not call them late: it cannot know."
	}
	for _, kind := range found.Kinds {
		if kind.To.Before(found.AsAt) {
			page.Waiting = append(page.Waiting, waitingRow{Title: kind.Title, To: words.LongDate(kind.To), FellDue: kind.FellDue})
		}
		for _, span := range kind.Spans {
			page.Spans = append(page.Spans, spanRow{kind.Title, span.Source, words.LongDate(span.From), words.LongDate(span.To), span.Basis, span.Assumed})
		}
	}
	for _, need := range found.Unfed {
		page.Unfed = append(page.Unfed, unfedRow{need.Title, need.Duties})
	}
	return page
}

// years is how far back the picture goes: what came before is said beside each bar.
const years = 8

// picture draws a lane for each kind of record.
func picture(found coverage.Page) template.HTML {
	if len(found.Kinds) == 0 {
		return ""
	}
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
	for _, kind := range found.Kinds {
		c.Lanes = append(c.Lanes, laneOf(kind, c))
	}
	return chart.Journey(c)
}

// laneOf draws what is covered of a kind, its gaps, and what is not known yet.
func laneOf(kind coverage.Kind, c chart.JourneyChart) chart.Lane {
	l := chart.Lane{Title: kind.Title, Sub: "To " + words.LongDate(kind.To) + ", from " + words.LongDate(kind.From)}
	for _, span := range kind.Spans {
		if span.To.Before(c.From) {
			continue
		}
		bar := chart.LaneBar{From: span.From, To: span.To.AddDate(0, 0, 1), Words: span.Source, Fill: chart.Light}
		if span.Assumed {
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
	l.Label = kind.Title + ": " + words.LowerFirst(l.Sub)
	if n := len(kind.Gaps); n > 0 {
		l.Sub += ". " + words.Count(n, "gap")
		l.Label += ", with " + words.Count(n, "gap")
	}
	l.Label += ". The table below gives every date."
	return l
}
