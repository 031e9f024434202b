package rules

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"heed/internal/access"
	"heed/internal/door"
	"heed/internal/figures"
	"heed/rulebook"
)

// Page is one rule with where it is used.
type Page struct {
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
	Comparators []figures.Comparator
	// Follows names the published series that a measure follows, blank where its header does not say.
	Follows string
}

// Setting is a local number as it stands in an authority.
type Setting struct {
	Name, Value, Basis string
	// Own says that the authority has set it; otherwise it is the rule's default.
	Own bool
}

// List lists every rule, and why those that are broken today are so, by id.
func List(ctx context.Context, s *door.Session) ([]*rulebook.Rule, map[string]string, error) {
	if err := s.Allow(ctx, access.ReadRule, "all rules"); err != nil {
		return nil, nil, err
	}
	in, err := s.Today().Open(ctx)
	if err != nil {
		return nil, nil, err
	}
	broken, err := in.Engine.Broken(ctx, in.Q)
	if err != nil {
		return nil, nil, door.Tidy(err)
	}
	return slices.Clone(s.Book().Rules), broken, s.Log(ctx, access.ReadRule, "", "all rules")
}

// Find gives one rule, or ErrNotFound.
func Find(ctx context.Context, s *door.Session, id string) (Page, error) {
	r := s.Book().Rule(id)
	if r == nil {
		return Page{}, fmt.Errorf("%w: there is no rule %q", door.ErrNotFound, id)
	}
	if err := s.Allow(ctx, access.ReadRule, id); err != nil {
		return Page{}, err
	}
	in, err := s.Today().Open(ctx)
	if err != nil {
		return Page{}, err
	}
	broken, err := in.Engine.Broken(ctx, in.Q)
	if err != nil {
		return Page{}, door.Tidy(err)
	}
	page := Page{Rule: r, SQL: r.SQL, Tests: r.Tests, Broken: broken[id], Comparators: figures.Comparators(ctx, s, r, in.Q.AsAt, figures.Span{}), Follows: figures.FollowsWords(ctx, s, r)}
	for _, other := range s.Book().Rules {
		if slices.Contains(other.Reads, id) {
			page.UsedBy = append(page.UsedBy, other)
		}
	}
	for _, name := range r.Reads {
		if v := s.Book().Rule(name); v != nil {
			page.Views = append(page.Views, name)
		}
	}
	if page.Settings, err = FindSettings(ctx, in, r); err != nil {
		return Page{}, door.Tidy(err)
	}
	return page, s.Log(ctx, access.ReadRule, "", id)
}

// FindSettings gives a rule's local numbers as they stand: the authority's own, or the rule's defaults.
func FindSettings(ctx context.Context, in *door.Inquiry, r *rulebook.Rule) ([]Setting, error) {
	if len(r.Settings) == 0 {
		return nil, nil
	}
	own, err := in.Engine.Rows(ctx, in.Q, "setting")
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
	slices.SortFunc(list, func(x, y Setting) int { return strings.Compare(x.Name, y.Name) })
	return list, nil
}
