package clocks

import (
	"net/http"

	"heed/internal/clocks"
	"heed/internal/explain"
	"heed/internal/web/kit"
	"heed/internal/words"
)

// clockPage is one clock: how it stands, why, by what law, and whose it is.
type clockPage struct {
	kit.Frame
	Heading string
	Subject kit.Ref
	Tag     kit.Tag
	When    string
	Owner   string
	Team    string
	Facts   []kit.Fact
	Why     string
	// Law is the rule's own page; Source is where the duty comes from.
	Law    string
	Basis  []kit.Fact
	Looked []evidenceView
	// Covers says what the records cover where that is why the clock stands so.
	Covers []clocks.Cover
	Others kit.ClockTable
}

// evidenceView is how many records of a type the duty found.
type evidenceView struct {
	Title string
	N     int
	Last  string
}

func one(s *kit.Site, w http.ResponseWriter, r *http.Request) error {
	q, err := s.Question(r)
	if err != nil {
		return err
	}
	values := r.URL.Query()
	ref := clocks.Ref{Duty: values.Get("duty"), Subject: values.Get("about"), Occasion: values.Get("occasion")}
	found, err := clocks.Find(r.Context(), s.Door.Session(s.Actor(r)).At(q), ref)
	if err != nil {
		return err
	}
	return s.Render(w, "clock", clockPageOf(s, r, found))
}

func clockPageOf(s *kit.Site, r *http.Request, found clocks.Detail) clockPage {
	c := found.Clock
	page := clockPage{
		Frame: s.Frame(r, c.DutyTitle, found.Asked), Heading: c.DutyTitle, Tag: kit.ClockTag(c), When: c.Brief, Why: found.Rule.Why,
	}
	page.Crumbs = []kit.Crumb{{Text: "Clocks", Href: page.Link("/clocks")}}
	page.Subject, page.Law = page.RefTo(c.Child), page.Rule(c.Duty)
	page.Owner, page.Team = kit.ClockOwner(c)
	for _, p := range explain.OfClock(found).Points {
		switch p.Label {
		case explain.CountedFrom, explain.Due, explain.Done, explain.Known, explain.TheRule:
			page.Facts = append(page.Facts, kit.Fact{Label: p.Label, Value: words.Capital(p.Value)})
		default:
		}
	}
	page.Covers = found.Covers
	page.Basis = kit.BasisFacts(found.Rule)
	for _, e := range found.Evidence {
		page.Looked = append(page.Looked, evidenceView{e.Title, e.N, kit.RecordedWords(e.Last)})
	}
	page.Others = page.ClockTable("Other clocks of this duty", found.Others)
	return page
}
