package home

import (
	"heed/internal/web/kit"
	"heed/internal/words"
	"heed/rulebook"
)

// unfedView is the reader's own duties that nothing feeds, each leading to its rule.
type unfedView struct {
	Heading string
	Duties  []kit.Crumb
}

// unfedOf makes the view, nil where all of the reader's duties are fed.
func unfedOf(f kit.Frame, duties []*rulebook.Rule) *unfedView {
	if len(duties) == 0 {
		return nil
	}
	v := &unfedView{Heading: words.Count(len(duties), "of your duties has", "of your duties have") + " nothing that feeds " + words.Either(len(duties) == 1, "it", "them")}
	for _, r := range duties {
		v.Duties = append(v.Duties, kit.Crumb{Text: r.Title, Href: f.Rule(r.ID)})
	}
	return v
}
