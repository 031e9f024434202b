package kit

import (
	"cmp"
	"slices"

	"heed/catalogue"
	"heed/internal/words"
)

// OptionGroup is things to choose from under one heading.
type OptionGroup struct {
	Label   string
	Options []Option
}

// TypesByArea gives record types to choose one from, by area and within each by title. chosen is the id of the one that is, blank where none is.
func TypesByArea(types []*catalogue.Type, chosen string) []OptionGroup {
	var groups []OptionGroup
	for _, t := range types {
		area := words.Capital(t.Area)
		i := slices.IndexFunc(groups, func(g OptionGroup) bool { return g.Label == area })
		if i < 0 {
			groups, i = append(groups, OptionGroup{Label: area}), len(groups)
		}
		groups[i].Options = append(groups[i].Options, Option{Value: t.ID, Label: t.Title, Selected: t.ID == chosen})
	}
	for _, g := range groups {
		slices.SortFunc(g.Options, func(a, b Option) int { return cmp.Compare(a.Label, b.Label) })
	}
	slices.SortFunc(groups, func(a, b OptionGroup) int { return cmp.Compare(a.Label, b.Label) })
	return groups
}
