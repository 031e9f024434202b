package matching

import (
	"net/http"
	"strings"

	"heed/internal/door"
	"heed/internal/matching"
	"heed/internal/web/kit"
	"heed/internal/words"
)

// matchesPage lists the numbers that are, may be or were said not to be of one child.
type matchesPage struct {
	kit.Frame
	Sections []matchSection
}

// matchSection is the matches of one state.
type matchSection struct {
	ID, Heading, Lead, Caption string
	Rows                       []matchRow
}

// matchRow is one pair of numbers.
type matchRow struct {
	First, Other         string
	FirstHref, OtherHref string
	// One says that both are one number.
	One                      bool
	Agrees, Differs, Decided string
	Reason                   string
	Href, Do                 string
}

// matchPage asks about one pair of numbers.
type matchPage struct {
	kit.Frame
	Row matchRow
	// Decided says that somebody has, so that it can be undone.
	Decided bool
	Typed   string
}

var matchSections = []struct{ state, id, heading, lead, do string }{
	{matching.Doubtful, "doubtful", "To decide", "Something agrees, and something speaks against it. Heed joins nothing by a name: look at both records and say what you find.", "Decide"},
	{matching.Joined, "joined", "Taken as one child for one pupil number", "Two sources use different numbers for one unique pupil number, and nothing speaks against it. Part them if that is wrong.", "Part or confirm"},
	{matching.DecidedOne, "one", "Decided to be one child", "", "Undo or change"},
	{matching.DecidedTwo, "two", "Decided to be two children", "", "Undo or change"},
}

func list(s *kit.Site, w http.ResponseWriter, r *http.Request) error {
	found, err := matching.List(r.Context(), s.Door.Session(s.Actor(r)))
	if err != nil {
		return err
	}
	page := matchesPage{Frame: s.Plain(r, "Numbers of one child")}
	page.Crumbs = []kit.Crumb{{Text: "Imports", Href: "/imports"}}
	for _, section := range matchSections {
		list := matchSection{ID: section.id, Heading: section.heading, Lead: section.lead, Caption: section.heading}
		for _, m := range found.Matches {
			if m.State == section.state {
				row := row(page.Frame, m)
				row.Do = section.do
				list.Rows = append(list.Rows, row)
			}
		}
		page.Sections = append(page.Sections, list)
	}
	return s.Render(w, "matches", page)
}

// row says how it stands between two numbers.
func row(f kit.Frame, m matching.Match) matchRow {
	row := matchRow{
		First: m.First.ID, Other: m.Other.ID, FirstHref: f.Child(m.First.ID), OtherHref: f.Child(m.Other.ID), One: m.One,
		Agrees: words.Capital(strings.Join(m.Agrees, ", ")), Differs: words.Capital(strings.Join(append(m.Differs, m.Against...), ", ")), Reason: m.Reason,
		Href: f.Link("/matches/decide", "first", m.First.ID, "other", m.Other.ID),
	}
	if !m.DecidedOn.IsZero() {
		row.Decided = words.LongDate(m.DecidedOn) + " by " + m.DecidedBy
	}
	return row
}

// matchOf finds one pair among those that the reader may see.
func matchOf(s *kit.Site, r *http.Request, first, other string) (matchPage, error) {
	found, err := matching.List(r.Context(), s.Door.Session(s.Actor(r)))
	if err != nil {
		return matchPage{}, err
	}
	for _, m := range found.Matches {
		if m.First.ID == first && m.Other.ID == other {
			page := matchPage{Frame: s.Plain(r, "One child or two?"), Decided: !m.DecidedOn.IsZero()}
			page.Crumbs = []kit.Crumb{{Text: "Imports", Href: "/imports"}, {Text: "Numbers of one child", Href: "/matches"}}
			page.Row = row(page.Frame, m)
			return page, nil
		}
	}
	return matchPage{}, door.ErrNotFound
}

func one(s *kit.Site, w http.ResponseWriter, r *http.Request) error {
	page, err := matchOf(s, r, r.URL.Query().Get("first"), r.URL.Query().Get("other"))
	if err != nil {
		return err
	}
	return s.Render(w, "match", page)
}

// decided writes down what the reader decided, and shows the list again.
func decided(s *kit.Site, w http.ResponseWriter, r *http.Request) error {
	first, other := r.PostFormValue("first"), r.PostFormValue("other")
	reason, what := strings.TrimSpace(r.PostFormValue("reason")), r.PostFormValue("what")
	page, err := matchOf(s, r, first, other)
	if err != nil {
		return err
	}
	page.Typed = reason
	if reason == "" {
		page.Faults.Add("reason", "Say why, so that others can follow the decision")
	}
	if what != "one" && what != "two" && (what != "undo" || !page.Decided) {
		page.Faults.Add("reason", "Choose one of the buttons")
	}
	if len(page.Faults) > 0 {
		return s.RenderStatus(w, http.StatusBadRequest, "match", page)
	}
	if what == "undo" {
		err = matching.Undo(r.Context(), s.Door.Session(s.Actor(r)), first, other, reason)
	} else {
		err = matching.Decide(r.Context(), s.Door.Session(s.Actor(r)), matching.Decision{First: first, Other: other, Same: what == "one", Reason: reason, Source: "form"})
	}
	if err != nil {
		return err
	}
	http.Redirect(w, r, "/matches", http.StatusSeeOther)
	return nil
}
