package rulebook

import (
	"cmp"
	"slices"

	"heed/internal/strictyaml"
)

// Drift says that a rule finds children who have been left to wait, and how the list of them names it: a duty by its
// overdue clocks, a view by its rows, which have subject_id, stage, begun_on and limit_on.
type Drift struct {
	// Order is its place in a child's journey, counted from 1.
	Order int
	// Kind is the word by which a filter names it, and Title what a reader sees.
	Kind, Title string
	// Stage names what the overdue clocks of a duty wait in. The rows of a view say their own.
	Stage string
	// LimitStage is the stage of a view's rows that has no limit of its own, and LimitDuty the duty whose clocks know it.
	// Both are blank where the rows give every limit.
	LimitStage, LimitDuty string
}

// readDrift reads the key drift of a duty or a view, nil where it is absent.
func readDrift(s *strictyaml.Section, r *Rule) *Drift {
	if r.Kind != Duty && r.Kind != View {
		onlyFor(s, "duties and views", "drift")
		return nil
	}
	one := s.Inside("drift")
	if one == nil {
		return nil
	}
	d := &Drift{Order: readPlace(one, "order"), Kind: one.NeedText("kind"), Title: one.NeedText("title")}
	if d.Order == 0 && one.Node("order") == nil {
		one.Fault(one.Start, "order is missing")
	}
	if r.Kind == Duty {
		d.Stage = one.NeedText("stage")
	} else if limit := one.Inside("limit"); limit != nil {
		d.LimitStage, d.LimitDuty = limit.NeedText("stage"), limit.NeedText("duty")
		limit.Done()
	}
	one.Done()
	return d
}

// Drifts returns the rules that find children left to wait, in the order of a child's journey.
func (b *Book) Drifts() []*Rule {
	return b.ranked(func(r *Rule) int {
		if r.Drift == nil {
			return 0
		}
		return r.Drift.Order
	})
}

// Headlines returns the measures that stand on the home pages of directors and members, in their order.
func (b *Book) Headlines() []*Rule { return b.ranked(func(r *Rule) int { return r.Headline }) }

// ranked returns the rules to which place gives a number, in the order of these numbers. Rules of one place are in the
// order of their ids.
func (b *Book) ranked(place func(*Rule) int) []*Rule {
	var list []*Rule
	for _, r := range b.Rules {
		if place(r) > 0 {
			list = append(list, r)
		}
	}
	slices.SortFunc(list, func(x, y *Rule) int { return cmp.Or(cmp.Compare(place(x), place(y)), cmp.Compare(x.ID, y.ID)) })
	return list
}
