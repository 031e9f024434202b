package coverage

import (
	"net/http"

	"heed/internal/coverage"
	"heed/internal/web/kit"
	"heed/internal/words"
	"heed/rulebook"
)

// nextPage is what cannot be told until something comes in: the duties, with how many clocks wait, and the figures.
type nextPage struct {
	kit.Frame
	// Lead says to which day the records run and who sends what comes next.
	Lead    []words.Fact
	Kinds   []kindRow
	Duties  []dutyRow
	Figures []kit.Crumb
	// Counted says that the reader's clocks are counted, Clocks how many wait.
	Counted bool
	Clocks  int
}

type kindRow struct{ Title, To string }

// dutyRow is a duty with how many clocks wait, and where they are listed.
type dutyRow struct {
	Title, Rule, Href string
	Clocks            int
}

func next(s *kit.Site, w http.ResponseWriter, r *http.Request) error {
	q, err := question(s, r)
	if err != nil {
		return err
	}
	found, sending, need, err := coverage.FindNext(r.Context(), s.Door.Session(s.Actor(r)).At(q), r.PathValue("id"))
	if err != nil {
		return err
	}
	page := nextPage{Frame: frame(s, r, "What waits for "+sending.Title, found.Asked), Counted: found.Counted}
	page.Crumbs = []kit.Crumb{{Text: "What the records cover", Href: page.Link("/coverage")}}
	if need.Type != "" {
		page.ofNeed(need)
	} else {
		page.ofSending(sending)
	}
	return s.Render(w, "next", page)
}

func (p *nextPage) ofSending(next coverage.Sending) {
	p.Lead = []words.Fact{{Label: "Known to", Value: words.LongDate(next.KnownTo)}, {Label: "Who sends it", Value: next.Who}, {Label: "When", Value: next.When}}
	p.Clocks = next.Clocks
	for _, kind := range next.Kinds {
		p.Kinds = append(p.Kinds, kindRow{kind.Title, words.LongDate(kind.To)})
	}
	for _, w := range next.Duties {
		p.Duties = append(p.Duties, dutyRow{w.Rule.Title, p.Rule(w.Rule.ID), p.Link("/clocks", "duty", w.Rule.ID, "status", "not known yet", "every", "yes"), w.Clocks})
	}
	p.figures(next.Figures)
}

func (p *nextPage) ofNeed(need coverage.Need) {
	p.Title = "Nothing feeds: " + words.LowerFirst(need.Title)
	p.Counted = false // their clocks cannot be told, and are not among those that are not known yet
	p.Lead = []words.Fact{{Label: "Known to", Value: "Nothing has come in"}, {Label: "Who sends it", Value: "Nobody yet"}}
	for _, r := range need.Duties {
		p.Duties = append(p.Duties, dutyRow{Title: r.Title, Rule: p.Rule(r.ID)})
	}
	p.figures(need.Figures)
}

func (p *nextPage) figures(list []*rulebook.Rule) {
	for _, r := range list {
		p.Figures = append(p.Figures, kit.Crumb{Text: r.Title, Href: p.Figure(r.ID)})
	}
}
