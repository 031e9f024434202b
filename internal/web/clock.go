package web

import (
	"heed/internal/clocks"
	"heed/internal/explain"
	"net/http"
	"time"
)

// clockPage is one clock: how it stands, why, by what law, and whose it is.
type clockPage struct {
	frame
	Heading string
	Subject refView
	Tag     tagView
	When    string
	Owner   string
	Team    string
	Facts   []howFact
	Why     string
	// Law is the rule's own page; Source is where the duty comes from.
	Law    string
	Basis  []howFact
	Looked []evidenceView
	Others clockTable
}

// evidenceView is how many records of a type the duty found.
type evidenceView struct {
	Title string
	N     int
	Last  string
}

func (s *Server) clock(w http.ResponseWriter, r *http.Request) error {
	q, err := s.question(r)
	if err != nil {
		return err
	}
	values := r.URL.Query()
	ref := clocks.Ref{Duty: values.Get("duty"), Subject: values.Get("about"), Occasion: values.Get("occasion")}
	found, err := clocks.Find(r.Context(), s.app.Session(s.actor(r)).At(q), ref)
	if err != nil {
		return err
	}
	return s.render(w, "clock", s.clockPage(r, found))
}

func (s *Server) clockPage(r *http.Request, found clocks.Detail) clockPage {
	c := found.Clock
	page := clockPage{
		frame: s.frame(r, c.DutyTitle, found.Asked), Heading: c.DutyTitle, Tag: clockTag(c), When: whenWords(c), Why: found.Rule.Why,
	}
	page.Crumbs = []crumb{{"Clocks", page.Link("/clocks")}}
	page.Subject, page.Law = page.ref(c.Child), page.Rule(c.Duty)
	page.Owner, page.Team = clockOwner(c)
	for _, p := range explain.OfClock(found).Points {
		switch p.Label {
		case "Counted from", "Due", "Done", "What is known", "The rule":
			page.Facts = append(page.Facts, howFact{Label: p.Label, Value: capital(p.Value)})
		default:
		}
	}
	page.Basis = basisFacts(found.Rule)
	for _, e := range found.Evidence {
		page.Looked = append(page.Looked, evidenceView{e.Title, e.N, recordedWords(e.Last)})
	}
	page.Others = page.clockTable("Other clocks of this duty", found.Others)
	return page
}

// recordedWords says when the latest of some records was recorded, blank where there is none.
func recordedWords(at time.Time) string {
	if at.IsZero() {
		return ""
	}
	return longDate(today(at))
}
