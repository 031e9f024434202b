package rules

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"heed/internal/access"
	"heed/internal/door"
	"heed/internal/engine"
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
	// Gap is for how long a duty is overdue before it is an old gap in the record, as it stands in the authority.
	Gap Setting
	// Broken says why it cannot be worked out today, blank where it can.
	Broken      string
	Comparators []figures.Comparator
	// Judges are the measures that judge it, where it is a duty.
	Judges []Judge
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
	page.Judges = Judges(ctx, s, r, in.Q.AsAt)
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
	if page.Gap, err = findGap(ctx, in, r); err != nil {
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
		list = append(list, standing(own, Setting{Name: name, Value: s.Value, Basis: s.Basis}))
	}
	slices.SortFunc(list, func(x, y Setting) int { return strings.Compare(x.Name, y.Name) })
	return list, nil
}

// findGap gives for how long a duty is overdue before it is an old gap: the authority's own length, or the header's where it has set
// none or one that is no length. It is blank for other kinds of rule.
func findGap(ctx context.Context, in *door.Inquiry, r *rulebook.Rule) (Setting, error) {
	if r.Kind != rulebook.Duty {
		return Setting{}, nil
	}
	own, err := in.Engine.Rows(ctx, in.Q, "setting")
	if err != nil {
		return Setting{}, err
	}
	heeds := Setting{Name: r.GapSetting(), Value: r.GapAfter.String(), Basis: rulebook.GapBasis}
	gap := standing(own, heeds)
	if _, err := rulebook.ParseWarn(gap.Value); err != nil {
		return heeds, nil //nolint:nilerr // Heed's own holds then
	}
	return gap, nil
}

// standing gives a local number as it stands: as the authority's own records of such numbers have it, or as it is by default.
func standing(own []engine.SubjectRow, byDefault Setting) Setting {
	for _, row := range own {
		if row.Text("name") == byDefault.Name {
			return Setting{Name: byDefault.Name, Value: row.Text("value"), Basis: row.Text("basis"), Own: true}
		}
	}
	return byDefault
}
