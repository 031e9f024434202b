package web

import (
	"net/http"

	"heed/internal/access"
	"heed/internal/home"
)

// memberHomePage is for elected members and partners: totals and trends, in plain words. It names and lists no child.
type memberHomePage struct {
	frame
	Heading string
	Cards   []cardView
	Overdue []overdueRow
	// Hides says that a number is hidden, so that the page explains how.
	Hides bool
}

// overdueRow is how many times one promise to a child is running and how many of them are overdue, over the whole council.
type overdueRow struct{ Duty, Force, Href, Why, N, Open string }

func (s *Server) memberHome(w http.ResponseWriter, r *http.Request) error {
	q, err := s.question(r)
	if err != nil {
		return err
	}
	home, err := home.Member(r.Context(), s.app.Session(s.actor(r)).At(q))
	if err != nil {
		return err
	}
	page := memberHomePage{frame: s.frame(r, "How children are doing", home.Asked)}
	page.Heading = "How children in " + page.Actor.AuthorityName + " are doing"
	if page.Actor.AuthorityName == "" || page.Actor.Role == access.Partner {
		page.Heading = page.Title
	}
	page.Cards = page.cards(home.Figures)
	for _, total := range home.Duties {
		row := overdueRow{
			Duty: total.Duty.Title, Force: limitWords(total.Duty.Force, total.Duty.Number), Href: page.Rule(total.Duty.ID), Why: total.Duty.Why,
			N: number(total.Overdue), Open: number(total.Open),
		}
		if total.Hidden {
			row.N, row.Open = hiddenNumber, hiddenNumber
			page.Hides = true
		}
		page.Overdue = append(page.Overdue, row)
	}
	return s.render(w, "home_member", page)
}

// hiddenNumber stands where a number from 1 to 5 is not shown.
const hiddenNumber = "[c]"
