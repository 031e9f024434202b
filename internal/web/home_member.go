package web

import (
	"net/http"

	"heed/internal/access"
)

// memberHomePage is for elected members and partners: totals and trends, in plain words. It names and lists no child.
type memberHomePage struct {
	frame
	Heading string
	Cards   []cardView
	Overdue []overdueRow
}

// overdueRow is how many times one promise to a child is overdue, over the whole council.
type overdueRow struct{ Duty, Force, Href, Why, N string }

func (s *Server) memberHome(w http.ResponseWriter, r *http.Request) error {
	q, err := s.question(r)
	if err != nil {
		return err
	}
	home, err := s.app.MemberHome(r.Context(), s.actor(r), q)
	if err != nil {
		return err
	}
	page := memberHomePage{frame: s.frame(r, "How children are doing", home.Asked)}
	page.Heading = "How children in " + page.Actor.AuthorityName + " are doing"
	if page.Actor.AuthorityName == "" || page.Actor.Role == access.Partner {
		page.Heading = page.Title
	}
	page.Cards = page.cards(home.Figures)
	for _, row := range home.Overdue {
		page.Overdue = append(page.Overdue, overdueRow{
			Duty: row.Duty.Title, Force: limitWords(row.Duty.Force, row.Duty.Number), Href: page.Rule(row.Duty.ID), Why: row.Duty.Why, N: number(row.Total),
		})
	}
	return s.render(w, "home_member", page)
}
