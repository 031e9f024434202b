package clocks

import (
	"net/http"

	"heed/internal/access"
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
	// Absent says what is not there.
	Absent []string
	// Covers says what the records cover where that is why the clock stands so.
	Covers []clocks.Cover
	Others kit.ClockTable
	// Judged are the figures that judge the duty.
	Judged []kit.Judged
}

// evidenceView is the records of a type that the duty found.
type evidenceView struct {
	Title string
	N     int
	// Rest says how many more there are than are shown, blank where all are.
	Rest    string
	Records []lookedView
}

// lookedView is one record. Import leads to the import it came with, blank for who may not open it.
type lookedView struct {
	Days             []string
	Source, Recorded string
	Import           string
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
	page.Covers, page.Judged = found.Covers, page.JudgedBy(found.Judges)
	page.Basis = kit.BasisFacts(found.Rule)
	page.Absent = found.Absent
	imports := s.May(page.Actor, access.ReadImports)
	for _, e := range found.Evidence {
		page.Looked = append(page.Looked, evidenceOf(e, imports))
	}
	page.Others = page.ClockTable("Other clocks of this duty", found.Others)
	return page
}

// evidenceOf makes the view of the records of one type.
func evidenceOf(e clocks.Evidence, imports bool) evidenceView {
	v := evidenceView{Title: e.Title, N: e.N}
	if more := e.N - len(e.Records); more > 0 {
		v.Rest = words.Count(more, "more record") + " further from the day that this clock is about"
	}
	for _, one := range e.Records {
		looked := lookedView{Source: one.Source, Recorded: kit.RecordedWords(one.RecordedAt)}
		for _, day := range one.Days {
			looked.Days = append(looked.Days, day.Label+": "+day.Value)
		}
		if imports && one.Batch != "" {
			looked.Import = kit.ImportHref(one.Batch)
		}
		v.Records = append(v.Records, looked)
	}
	return v
}
