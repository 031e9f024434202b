package home

import (
	"net/http"

	"heed/internal/access"
	"heed/internal/home"
	"heed/internal/web/kit"
	"heed/internal/words"
)

// memberHomePage is for elected members and partners: totals and trends, in plain words. It names and lists no child.
type memberHomePage struct {
	kit.Frame
	Heading string
	Cards   []kit.Card
	Overdue []overdueRow
	// Hides says that a number is hidden, so that the page explains how.
	Hides bool
}

// overdueRow is how many times one promise to a child is running and how many of them are overdue, over the whole council.
type overdueRow struct{ Duty, Force, Href, Why, N, Open string }

func memberHome(s *kit.Site, w http.ResponseWriter, r *http.Request) error {
	q, err := s.Question(r)
	if err != nil {
		return err
	}
	home, err := home.Member(r.Context(), s.Door.Session(s.Actor(r)).At(q))
	if err != nil {
		return err
	}
	page := memberHomePage{Frame: s.Frame(r, "How children are doing", home.Asked)}
	page.Heading = "How children in " + page.Actor.AuthorityName + " are doing"
	if page.Actor.AuthorityName == "" || page.Actor.Role == access.Partner {
		page.Heading = page.Title
	}
	page.Cards = page.CardsOf(home.Figures)
	for _, total := range home.Duties {
		row := overdueRow{
			Duty: total.Duty.Title, Force: kit.LimitWords(total.Duty.Force, total.Duty.Number), Href: page.Rule(total.Duty.ID), Why: total.Duty.Why,
			N: words.Thousands(total.Overdue), Open: words.Thousands(total.Open),
		}
		if total.Hidden {
			row.N, row.Open = kit.HiddenMark, kit.HiddenMark
			page.Hides = true
		}
		page.Overdue = append(page.Overdue, row)
	}
	return s.Render(w, "member", page)
}
