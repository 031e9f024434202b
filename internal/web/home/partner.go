package home

import (
	"net/http"

	"heed/internal/home"
	"heed/internal/web/kit"
	"heed/internal/words"
)

// partnerHomePage is for people of other agencies: how often their own agency came, reported and answered, then totals for the council.
type partnerHomePage struct {
	kit.Frame
	Heading string
	// Unknown says that Heed does not know which agency the reader is of.
	Unknown bool
	keptPage
	Cards []kit.Card
}

func partnerHome(s *kit.Site, w http.ResponseWriter, r *http.Request) error {
	q, err := s.Question(r)
	if err != nil {
		return err
	}
	home, err := home.Partner(r.Context(), s.Door.Session(s.Actor(r)).At(q))
	if err != nil {
		return err
	}
	page := partnerHomePage{Frame: s.Frame(r, "How your agency does its part", home.Asked), Unknown: home.Agency == ""}
	page.Heading = page.Title
	if home.Agency != "" {
		page.Heading += ": " + home.Agency
	}
	page.Year, page.Waiting = words.LongDate(home.QuarterEnd), home.Waiting
	for _, line := range home.Lines {
		row := page.row(line.Title, line.Why, line.Now, line.Then)
		if line.Duty != nil {
			row.Who, row.Href = kit.LimitWords(line.Duty.Force, line.Duty.Number), page.Rule(line.Duty.ID)
		}
		page.Rows = append(page.Rows, row)
	}
	page.Cards = page.CardsOf(home.Figures)
	return s.Render(w, "partner", page)
}
