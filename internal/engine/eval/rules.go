package eval

import (
	"fmt"
	"slices"
	"strings"

	"heed/catalogue"
	"heed/internal/engine/store"
	"heed/rulebook"
)

// Rules is the rulebook in the order of evaluation, views before what reads them, with what each rule depends on. It does not
// change.
type Rules struct {
	book  *rulebook.Book
	types *catalogue.Catalogue
	order []*rulebook.Rule
	reads map[*rulebook.Rule][]string
}

// NewRules puts a book's rules in order. Views that read one another in a circle are an error of rulebook.Finding.
func NewRules(book *rulebook.Book, types *catalogue.Catalogue) (*Rules, error) {
	order, err := book.Order()
	if err != nil {
		return nil, fmt.Errorf("putting the rules in order: %w", err)
	}
	r := &Rules{book: book, types: types, order: order, reads: map[*rulebook.Rule][]string{}}
	for _, rule := range order {
		r.reads[rule] = dependencies(rule)
	}
	return r, nil
}

// Only gives the rules wanted and the views under them, and nothing else.
func (r *Rules) Only(want []*rulebook.Rule) *Rules {
	return &Rules{book: r.book, types: r.types, order: r.closure(want), reads: r.reads}
}

// dependencies lists what a rule's rows depend on: what its SQL names, the local numbers it asks for, and the population that
// its figure is divided by.
func dependencies(r *rulebook.Rule) []string {
	list := append([]string{}, r.Reads...)
	if len(r.Settings) > 0 || strings.Contains(r.SQL, "setting(") {
		list = append(list, "setting")
	}
	if r.Population != "" {
		list = append(list, "population")
	}
	return list
}

// Dependencies lists, once each, the record types and views that the rules read, with the local numbers and the population where
// they need them. The records of local numbers and of coverage are always among them.
func (r *Rules) Dependencies() []string {
	list := []string{"setting", CoverageType}
	for _, rule := range r.order {
		for _, read := range r.reads[rule] {
			if !slices.Contains(list, read) {
				list = append(list, read)
			}
		}
	}
	return list
}

// All lists the rules in the order of evaluation.
func (r *Rules) All() []*rulebook.Rule { return r.order }

// Kind lists the rules of a kind in the order of evaluation.
func (r *Rules) Kind(kind rulebook.Kind) []*rulebook.Rule {
	return slices.DeleteFunc(slices.Clone(r.order), func(one *rulebook.Rule) bool { return one.Kind != kind })
}

// Find gives the rule of an id, nil where there is none.
func (r *Rules) Find(id string) *rulebook.Rule { return r.book.Rule(id) }

// FindKind gives the rule of an id and a kind, or ErrNotFound.
func (r *Rules) FindKind(id string, kind rulebook.Kind) (*rulebook.Rule, error) {
	rule := r.book.Rule(id)
	if rule == nil || rule.Kind != kind {
		return nil, fmt.Errorf("%w: %s %q", ErrNotFound, kind, id)
	}
	return rule, nil
}

// View gives the view of an id, nil where there is none.
func (r *Rules) View(id string) *rulebook.Rule {
	rule := r.book.Rule(id)
	if rule == nil || rule.Kind != rulebook.View {
		return nil
	}
	return rule
}

// RecordTypes lists the record types that a rule reads, itself or through a view.
func (r *Rules) RecordTypes(rule *rulebook.Rule) []string {
	return slices.DeleteFunc(r.book.RecordTypes(rule), func(name string) bool { return r.types.Type(name) == nil })
}

// areas lists the areas that have duties.
func (r *Rules) areas() []string {
	var areas []string
	for _, rule := range r.order {
		if rule.Kind == rulebook.Duty && !slices.Contains(areas, rule.Area) {
			areas = append(areas, rule.Area)
		}
	}
	slices.Sort(areas)
	return areas
}

// touched is a rule whose rows a change may alter, and whose rows those are: nil stands for everybody's. moved says that what it reads has
// changed, and not only a view under it been touched, whose rows may come out as they were.
type touched struct {
	rule     *rulebook.Rule
	subjects store.Subjects
	moved    bool
}

// touchedBy lists, in order, the rules that read any of the changed record types, themselves or through a view. A rule whose rows come from
// one subject's records alone is touched for the subjects of the change.
func (r *Rules) touchedBy(changed map[string]store.Subjects) []touched {
	of := map[string]store.Subjects{}
	about := map[string]string{}
	for t, subjects := range changed {
		of[t] = subjects
		if known := r.types.Type(t); known != nil {
			about[t] = known.About
		}
	}
	var list []touched
	for _, rule := range r.order {
		subjects, hit, moved := store.Subjects{}, false, false
		for _, name := range r.reads[rule] {
			theirs, ok := of[name]
			if !ok {
				continue
			}
			hit = true
			if !rule.PerSubject || about[name] != rule.Subject {
				theirs = nil
			}
			subjects = subjects.And(theirs)
			moved = moved || r.View(name) == nil
		}
		if !hit {
			continue
		}
		if rule.Kind == rulebook.View {
			of[rule.ID], about[rule.ID] = subjects, rule.Subject
		}
		list = append(list, touched{rule, subjects, moved})
	}
	return list
}

// everybody lists rules as touched for all subjects.
func everybody(rules []*rulebook.Rule) []touched {
	list := make([]touched, 0, len(rules))
	for _, rule := range rules {
		list = append(list, touched{rule: rule, moved: true})
	}
	return list
}

// hangingOn lists, in order, the rules that hang on the coverage of any of some record types.
func (r *Rules) hangingOn(covered map[string]bool) []*rulebook.Rule {
	return slices.DeleteFunc(slices.Clone(r.order), func(one *rulebook.Rule) bool {
		return !slices.ContainsFunc(rulebook.TypesOf(slices.Concat(one.MetBy, one.RestsOn)...), func(t string) bool { return covered[t] })
	})
}

// closure lists, in order, the rules wanted and the views under them.
func (r *Rules) closure(want []*rulebook.Rule) []*rulebook.Rule {
	wanted := map[*rulebook.Rule]bool{}
	for _, rule := range want {
		wanted[rule] = true
	}
	for _, rule := range slices.Backward(r.order) {
		if !wanted[rule] {
			continue
		}
		for _, read := range r.reads[rule] {
			if view := r.View(read); view != nil {
				wanted[view] = true
			}
		}
	}
	return slices.DeleteFunc(slices.Clone(r.order), func(rule *rulebook.Rule) bool { return !wanted[rule] })
}

// Book gives the rulebook whose rules these are.
func (r *Rules) Book() *rulebook.Book { return r.book }
