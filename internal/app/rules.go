package app

import (
	"context"
	"fmt"
	"slices"

	"heed/internal/access"
	"heed/rulebook"
)

// RulePage is one rule with where it is used.
type RulePage struct {
	Rule *rulebook.Rule
	// SQL and Tests are the rule's own.
	SQL   string
	Tests []rulebook.Test
	// UsedBy are the rules that read this one; Views the views that this one reads.
	UsedBy []*rulebook.Rule
	Views  []string
	// Settings are the local numbers it asks for, as they stand in the authority.
	Settings []Setting
	// Broken says why it cannot be worked out today, blank where it can.
	Broken      string
	Comparators []Comparator
	// Follows names the published series that a measure follows, blank where its header does not say.
	Follows string
}

// Setting is a local number as it stands in an authority.
type Setting struct {
	Name, Value, Basis string
	// Own says that the authority has set it; otherwise it is the rule's default.
	Own bool
}

// Rules lists every rule, and why those that are broken today are so, by id.
func (a *App) Rules(ctx context.Context, who Actor) ([]*rulebook.Rule, map[string]string, error) {
	if err := a.allow(ctx, who, access.ReadRule, "all rules"); err != nil {
		return nil, nil, err
	}
	h, err := a.house(ctx, who.Authority)
	if err != nil {
		return nil, nil, err
	}
	broken, err := h.engine.Broken(ctx, a.today())
	if err != nil {
		return nil, nil, tidy(err)
	}
	return slices.Clone(a.book.Rules), broken, a.logShown(ctx, who, access.ReadRule, "", "all rules")
}

// Book gives the rulebook, which is public.
func (a *App) Book() *rulebook.Book { return a.book }

// Rule gives one rule, or ErrNotFound.
func (a *App) Rule(ctx context.Context, who Actor, id string) (RulePage, error) {
	r := a.book.Rule(id)
	if r == nil {
		return RulePage{}, fmt.Errorf("%w: there is no rule %q", ErrNotFound, id)
	}
	if err := a.allow(ctx, who, access.ReadRule, id); err != nil {
		return RulePage{}, err
	}
	h, err := a.house(ctx, who.Authority)
	if err != nil {
		return RulePage{}, err
	}
	broken, err := h.engine.Broken(ctx, a.today())
	if err != nil {
		return RulePage{}, tidy(err)
	}
	page := RulePage{Rule: r, SQL: r.SQL, Tests: r.Tests, Broken: broken[id], Comparators: a.compare(ctx, r), Follows: a.follows(ctx, r)}
	for _, other := range a.book.Rules {
		if slices.Contains(other.Reads, id) {
			page.UsedBy = append(page.UsedBy, other)
		}
	}
	for _, name := range r.Reads {
		if v := a.book.Rule(name); v != nil {
			page.Views = append(page.Views, name)
		}
	}
	if page.Settings, err = a.settings(ctx, h, r); err != nil {
		return RulePage{}, tidy(err)
	}
	return page, a.logShown(ctx, who, access.ReadRule, "", id)
}

// settings gives a rule's local numbers as they stand: the authority's own, or the rule's defaults.
func (a *App) settings(ctx context.Context, h *house, r *rulebook.Rule) ([]Setting, error) {
	if len(r.Settings) == 0 {
		return nil, nil
	}
	own, err := h.engine.Rows(ctx, a.today(), "setting")
	if err != nil {
		return nil, err
	}
	var list []Setting
	for name, s := range r.Settings {
		one := Setting{Name: name, Value: s.Value, Basis: s.Basis}
		for _, row := range own {
			if row.Text("name") == name {
				one = Setting{Name: name, Value: row.Text("value"), Basis: row.Text("basis"), Own: true}
			}
		}
		list = append(list, one)
	}
	slices.SortFunc(list, func(x, y Setting) int { return compareText(x.Name, y.Name) })
	return list, nil
}
