package figures

import (
	"net/http"
	"slices"
	"strings"

	"heed/internal/figures"
	"heed/internal/web/kit"
	"heed/internal/words"
)

// figuresPage lists every figure that the reader may see, by area of the service.
type figuresPage struct {
	kit.Frame
	// Key are the key figures, which stand open; the areas are folded.
	Key   figureArea
	Areas []figureArea
	Total int
}

// figureArea is the figures of one area, each in a row of one table.
type figureArea struct {
	ID, Title string
	Figures   []kit.Card
	// Care says how many of them cannot be relied on as they stand, or are not known; blank where all can.
	Care string
}

func list(s *kit.Site, w http.ResponseWriter, r *http.Request) error {
	q, err := s.Question(r)
	if err != nil {
		return err
	}
	areas, asked, err := figures.List(r.Context(), s.Door.Session(s.Actor(r)).At(q))
	if err != nil {
		return err
	}
	page := figuresPage{Frame: s.Frame(r, "Figures", asked), Key: figureArea{ID: "key", Title: "Key figures"}}
	var key []figures.KeyFigure
	for _, area := range areas {
		page.add(area.Area, page.CardsOf(area.Figures))
		for _, k := range area.Figures {
			if k.Rule.Headline > 0 {
				key = append(key, k)
			}
		}
	}
	slices.SortFunc(key, func(a, b figures.KeyFigure) int { return a.Rule.Headline - b.Rule.Headline })
	page.Key.Figures = page.CardsOf(key)
	for i := range page.Areas {
		page.Areas[i].Care = careWords(page.Areas[i].Figures)
	}
	slices.SortStableFunc(page.Areas, func(a, b figureArea) int { return areaPlace(a.ID) - areaPlace(b.ID) })
	return s.Render(w, "figures", page)
}

// areasInOrder are the areas of the service in the order in which a child may come to them.
var areasInOrder = []string{
	"front-door", "assessment", "child-protection", "looked-after", "missing-and-exploitation", "health", "permanence-and-adoption", "care-leavers",
}

// areaPlace is where an area stands in a list: one that has no place of its own stands last.
func areaPlace(id string) int {
	if i := slices.Index(areasInOrder, id); i >= 0 {
		return i
	}
	return len(areasInOrder)
}

// careWords says how many figures of an area have no value, and how many are not sound.
func careWords(cards []kit.Card) string {
	unknown, care := 0, 0
	for _, c := range cards {
		switch {
		case c.Broken != "" || c.Unknown:
			unknown++
		case c.Trust.Level != "" && c.Trust.Class != "good":
			care++
		}
	}
	var parts []string
	if care > 0 {
		parts = append(parts, words.Thousands(care)+" to use with care")
	}
	if unknown > 0 {
		parts = append(parts, words.Thousands(unknown)+" not known")
	}
	return strings.Join(parts, ", ")
}

// add puts figures with the others of their area.
func (p *figuresPage) add(area string, cards []kit.Card) {
	p.Total += len(cards)
	for i := range p.Areas {
		if p.Areas[i].ID == kit.Anchor(area) {
			p.Areas[i].Figures = append(p.Areas[i].Figures, cards...)
			return
		}
	}
	p.Areas = append(p.Areas, figureArea{ID: kit.Anchor(area), Title: words.Capital(area), Figures: cards})
}
