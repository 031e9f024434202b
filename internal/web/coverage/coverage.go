package coverage

import (
	"html/template"
	"net/http"
	"time"

	"heed/internal/coverage"
	"heed/internal/door"
	"heed/internal/web/kit"
	"heed/internal/words"
)

// coveragePage is what the records cover: a bar for each record type, so that gaps are seen, and the same in tables.
type coveragePage struct {
	kit.Frame
	Counts []kit.Count
	Lead   string
	// Heading says how many kinds of record there are. Picture shows those that end before the day asked about or have a gap inside, and
	// Whole those that reach it without one; each is blank where there are none. Where many kinds lack something Areas show them instead.
	Heading        string
	Picture, Whole template.HTML
	Areas          []areaView
	// LackingWords and WholeWords say how many each of the two shows.
	LackingWords, WholeWords string
	// Next is what must come in next, with what fewest clocks wait for in NextRest, folded. Spans are every span of every kind, Unfed what
	// nothing feeds.
	Next     nextTable
	NextRest nextTable
	Spans    []spanRow
	Unfed    []unfedRow
	// UnfedRest are those that no more duties need than the first, folded below them.
	UnfedRest []unfedRow
}

// nextTable is some of what must come in next.
type nextTable struct {
	Caption string
	Rows    []nextRow
	// Counted says that the reader's clocks are counted: for others no number of them is shown.
	Counted bool
}

// nextRow is something that must come in next. Clocks and Figures count what waits for it, and Href lists both; Kinds are what it brings.
type nextRow struct {
	Title, Href, To, Who, When string
	Tag                        kit.Tag
	Kinds                      string
	Clocks, Figures            int
}

type spanRow struct {
	Title, Source, From, To, Basis string
	Assumed                        bool
}

type unfedRow struct {
	Title, Href     string
	Duties, Figures int
}

func list(s *kit.Site, w http.ResponseWriter, r *http.Request) error {
	q, err := question(s, r)
	if err != nil {
		return err
	}
	found, err := coverage.List(r.Context(), s.Door.Session(s.Actor(r)).At(q))
	if err != nil {
		return err
	}
	page := pageOf(frame(s, r, "What the records cover", found.Asked), found)
	return s.Render(w, "coverage", page)
}

// question is the one that a reader asks of what the records cover. Where they name no day it is today: on the day to which records run nothing is
// missing yet.
func question(s *kit.Site, r *http.Request) (door.Question, error) {
	q, err := s.Question(r)
	if q.AsAt.IsZero() {
		q.AsAt = s.Door.Today()
	}
	return q, err
}

// frame is that of a page of coverage, whose links lead to the same day, also where nobody has named it.
func frame(s *kit.Site, r *http.Request, title string, asked door.Asked) kit.Frame {
	f := s.Frame(r, title, asked)
	f.Kept.Set(kit.ParamAsAt, asked.AsAt.Format(time.DateOnly))
	return f
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
	page.Whole = picture(axis, whole)
	if page.Areas = areas(axis, lacking); len(page.Areas) == 0 {
		page.Picture = picture(axis, lacking)
	}
	page.LackingWords = words.Count(len(lacking), "kind ends", "kinds end") + " before this day or " + words.Either(len(lacking) == 1, "has", "have") + " a gap inside"
	page.WholeWords = words.Count(len(whole), "kind reaches", "kinds reach") + " this day without a gap"
	anchor := func(n int, id string) string { return words.Either(n > 0, id, "#bars") }
	page.Counts = []kit.Count{
		{N: len(whole), Label: "kinds of record reach this day without a gap", Class: "is-met", Href: anchor(len(whole), "#whole")},
		{N: found.Before, Label: "end before it", Class: "is-unknown", Href: anchor(found.Before, "#next")},
		{N: found.WithGaps, Label: "have a gap inside", Class: "is-unknown", Href: "#bars"},
		{N: len(found.Unfed), Label: "kinds that duties need and nothing feeds", Class: "is-unknown", Href: anchor(len(found.Unfed), "#unfed")},
	}
	if found.Counted {
		page.Counts = append(page.Counts, kit.Count{N: found.NotKnownYet, Label: "clocks not known yet", Class: "is-unknown", Href: page.Link("/clocks", "status", "not known yet", "every", "yes")})
	}
	if found.NotKnownYet > 0 {
		page.Lead = words.Count(found.NotKnownYet, "clock") + " fell due, or will, after the records that would tell end. Heed does not call them late: it cannot know."
	}
	for _, kind := range found.Kinds {
		for _, span := range kind.Spans {
			page.Spans = append(page.Spans, spanRow{kind.Title, span.Source, words.LongDate(span.From), words.LongDate(span.To), span.Basis, span.Assumed})
		}
	}
	page.next(found)
	for _, need := range found.Unfed {
		page.Unfed = append(page.Unfed, unfedRow{need.Title, page.Link("/coverage/" + need.Type), len(need.Duties), len(need.Figures)})
	}
	if len(page.Unfed) > unfedShown {
		page.Unfed, page.UnfedRest = page.Unfed[:unfedShown], page.Unfed[unfedShown:]
	}
	return page
}

// nextShown is how many of what must come in next are listed at once, those for which the most waits.
const nextShown = 12

func (p *coveragePage) next(found coverage.Page) {
	rows := make([]nextRow, 0, len(found.Next))
	for _, next := range found.Next {
		rows = append(rows, p.nextRow(next))
	}
	shown := min(len(rows), nextShown)
	p.Next = nextTable{"What must come in next, and what cannot be told until it does", rows[:shown], found.Counted}
	p.NextRest = nextTable{"More that must come in next", rows[shown:], found.Counted}
}

func (p *coveragePage) nextRow(next coverage.Sending) nextRow {
	row := nextRow{
		Title: next.Title, Href: p.Link("/coverage/" + next.ID), To: words.LongDate(next.KnownTo), Who: next.Who, When: next.When,
		Tag: kit.StatusTag(words.Either(next.Late, "waiting", "running")), Clocks: next.Clocks, Figures: len(next.Figures),
	}
	row.Kinds = words.LowerFirst(next.Kinds[0].Title)
	if len(next.Kinds) > 1 {
		row.Kinds = words.Count(len(next.Kinds), "kind") + " of record"
	}
	return row
}

// unfedShown is how many kinds that nothing feeds are listed at once.
const unfedShown = 12
