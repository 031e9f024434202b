package children

import (
	"html/template"
	"net/http"
	"net/url"
	"strings"
	"time"

	"heed/internal/children"
	"heed/internal/web/chart"
	"heed/internal/web/kit"
	"heed/internal/words"
)

// journeyPage is one child's years in one picture, the same in tables, and beside it what was decided, what the child said
// and what is not written down.
type journeyPage struct {
	kit.Frame
	Heading    string
	Restricted bool
	Counts     []kit.Count
	// Picture is blank where nothing is recorded.
	Picture template.HTML
	// Bars and Events are the picture's content, a row each.
	Bars       []journeyRow
	Events     []journeyRow
	EventsHead string
	Decisions  []decisionView
	Views      []viewView
	// Heard heads the views, and WordsKept says that their words are kept back.
	Heard     string
	WordsKept bool
	Missing   []string
	Paused    []string
	Closed    string
	Record    string
	Why       string
}

// journeyRow is a bar or an event of the picture in words.
type journeyRow struct {
	Lane, What, Detail, From, To string
	Missing, Moved               bool
	Source, Recorded             string
}

type decisionView struct {
	On, What, Decision, Reason, By string
	// NoReason says that the reason is not written down; NoPlace, that the record has no place for one.
	NoReason, NoPlace bool
}

type viewView struct{ On, Setting, Words string }

func journey(s *kit.Site, w http.ResponseWriter, r *http.Request) error {
	q, err := s.Question(r)
	if err != nil {
		return err
	}
	found, err := children.FindJourney(r.Context(), s.Door.Session(s.Actor(r)).At(q), r.PathValue("id"))
	if err != nil {
		return err
	}
	return s.Render(w, "journey", journeyPageOf(s, r, found))
}

// Journey gives the address of a child's journey with the present question.
func Journey(f kit.Frame, id string) string {
	return f.Link("/children/" + url.PathEscape(id) + "/journey")
}

func journeyPageOf(s *kit.Site, r *http.Request, found children.JourneyPage) journeyPage {
	who := kit.ChildWords(found.Child)
	page := journeyPage{
		Frame: s.Frame(r, "Journey: "+who, found.Asked), Heading: "Journey: " + who, Restricted: found.Restricted,
		Missing: found.Missing, Paused: found.Paused, Closed: found.Closed, Why: found.Why, WordsKept: found.WordsKept && len(found.Views) > 0,
	}
	if found.Child.Age != "" {
		page.Heading += ", " + found.Child.Age
	}
	page.Record = page.Child(found.Child.ID)
	page.Crumbs = []kit.Crumb{{Text: "Home", Href: page.Link("/")}, {Text: words.Capital(who), Href: page.Record}}
	page.Counts = journeyCounts(found)
	page.Picture = journeyPicture(found)
	page.rows(found)
	for _, d := range found.Decisions {
		page.Decisions = append(page.Decisions, decisionView{
			On: words.LongDate(d.On), What: d.What, Decision: d.Decision, Reason: d.Reason, By: d.By,
			NoReason: d.HasReason && strings.TrimSpace(d.Reason) == "", NoPlace: !d.HasReason,
		})
	}
	page.Heard = "What the child says"
	if len(found.Views) > 0 {
		page.Heard += ": " + words.Count(len(found.Views), "time") + " recorded"
	}
	for _, v := range found.Views {
		page.Views = append(page.Views, viewView{words.LongDate(v.On), v.Setting, v.Words})
	}
	return page
}

// journeyCounts are how often the child changed hands and homes, and how much is written down.
func journeyCounts(found children.JourneyPage) []kit.Count {
	moves := 0
	for _, lane := range found.Lanes {
		for _, b := range lane.Bars {
			if b.Moved {
				moves++
			}
		}
	}
	workers := "workers recorded"
	if w := found.Workers; w.Workers > 0 {
		workers = strings.TrimPrefix(words.Count(w.Workers, "worker"), words.Thousands(w.Workers)+" ") + " in " + words.Count(w.Months, "month") + ", " + words.Count(w.Changes, "change")
	}
	homes := "placements recorded"
	if h := found.Homes; h.Placements > 0 {
		homes = strings.TrimPrefix(words.Count(h.Placements, "placement"), words.Thousands(h.Placements)+" ") + " in " + words.Count(h.Periods, "period of care", "periods of care") +
			", " + words.Thousands(h.InYear) + " in the last year"
	}
	return []kit.Count{
		{N: found.Workers.Workers, Label: workers, Href: "#bars"},
		{N: found.Homes.Placements, Label: homes, Href: "#bars"},
		{N: moves, Label: "moves marked in the picture, temporary ones too", Href: "#picture"},
		{N: len(found.Views), Label: "times the child’s view is recorded", Href: "#views"},
		{N: len(found.Missing), Label: "missing from the record", Class: "is-unknown", Href: "#missing"},
	}
}

// rows lays out the picture's content as two tables.
func (p *journeyPage) rows(found children.JourneyPage) {
	for _, lane := range found.Lanes {
		for _, b := range lane.Bars {
			row := journeyRow{
				Lane: lane.Title, What: b.What, From: words.LongDate(b.From), To: "goes on", Missing: b.Missing, Moved: b.Moved, Source: b.Source.Title,
				Recorded: kit.RecordedWords(b.Source.RecordedAt),
			}
			if !b.To.IsZero() {
				row.To = words.LongDate(b.To)
			}
			p.Bars = append(p.Bars, row)
		}
	}
	for _, e := range found.Events {
		p.Events = append(p.Events, journeyRow{
			Lane: string(e.Kind), What: e.What, Detail: e.Detail, From: words.LongDate(e.On), Source: e.Source.Title, Recorded: kit.RecordedWords(e.Source.RecordedAt),
		})
	}
	p.EventsHead = words.Count(len(p.Events), "event")
}

// shapes are how each kind of event is drawn.
var shapes = map[children.EventKind]chart.Shape{
	children.EventReferral: chart.Wedge, children.EventMissing: chart.Triangle, children.EventMeeting: chart.Diamond, children.EventAssessment: chart.Square,
	children.EventVisit: chart.Stroke, children.EventReview: chart.Circle, children.EventDecision: chart.Star, children.EventHealth: chart.Cross, children.EventView: chart.Speech,
}

// journeyPicture draws the lanes, then the events by kind. Kinds of which there is none are left out.
func journeyPicture(found children.JourneyPage) template.HTML {
	if found.From.IsZero() {
		return ""
	}
	c := chart.JourneyChart{From: found.From, To: found.AsAt, End: "Today"}
	if !found.Today {
		c.End = words.ShortDate(found.AsAt)
	}
	for _, lane := range found.Lanes {
		c.Lanes = append(c.Lanes, barLane(lane))
	}
	for _, kind := range children.EventKinds {
		l := chart.Lane{Title: string(kind), Shape: shapes[kind]}
		for _, e := range found.Events {
			if e.Kind == kind {
				l.Moments = append(l.Moments, e.On)
			}
		}
		if n := len(l.Moments); n > 0 {
			l.Sub = words.Thousands(n) + ", the last " + words.LongDate(l.Moments[n-1])
			l.Label = l.Title + ": " + l.Sub + ". The table below gives every one."
			c.Lanes = append(c.Lanes, l)
		}
	}
	return chart.Journey(c)
}

// barLane lays a lane's bars in as few rows as hold them side by side.
func barLane(lane children.JourneyLane) chart.Lane {
	l := chart.Lane{Title: lane.Title, Sub: lane.Now}
	if l.Sub == "" {
		l.Sub = "Nothing on this day"
	}
	if len(lane.Bars) == 0 {
		l.Sub = "Nothing is recorded"
	}
	l.Label = lane.Title + ": " + l.Sub + ". " + words.Count(len(lane.Bars), "stretch of time", "stretches of time") + ". The table below gives every date."
	var ends []time.Time // when the last bar of each row ends, zero where it goes on
	for i, b := range lane.Bars {
		bar := chart.LaneBar{From: b.From, To: b.To, Words: b.What, Short: b.Short, Fill: fillOf(b, i), Moved: b.Moved}
		bar.Row = len(ends)
		for row, end := range ends {
			if !end.IsZero() && !end.After(b.From) {
				bar.Row = row
				break
			}
		}
		if bar.Row == len(ends) {
			ends = append(ends, b.To)
		}
		ends[bar.Row] = b.To
		l.Bars = append(l.Bars, bar)
	}
	return l
}

// fillOf tells a bar from the one beside it: plans by their kind, others by turns.
func fillOf(b children.JourneyBar, i int) chart.Fill {
	switch {
	case b.Missing:
		return chart.Hatch
	case b.Kind == children.BarProtection:
		return chart.Dark
	case b.Kind == children.BarNeed || b.Kind == children.BarNeedPlan:
		return chart.White
	case i%2 == 1:
		return chart.White
	}
	return chart.Light
}
