package rulebook

import (
	"fmt"
	"slices"
	"strings"
)

// Order gives the views, each after the views it reads, and then every other rule.
// Views that read each other in a circle are an error that names them.
func (b *Book) Order() ([]*Rule, error) {
	o := ordering{book: b, placed: map[*Rule]bool{}}
	for _, v := range b.Kind(View) {
		if err := o.place(v); err != nil {
			return nil, err
		}
	}
	for _, r := range b.Rules {
		if r.Kind != View {
			o.rules = append(o.rules, r)
		}
	}
	return o.rules, nil
}

// ordering is a walk depth first over the views. A view is on the path while what
// it reads is being placed.
type ordering struct {
	book   *Book
	rules  []*Rule
	placed map[*Rule]bool
	path   []string
}

func (o *ordering) place(v *Rule) error {
	if o.placed[v] {
		return nil
	}
	if i := slices.Index(o.path, v.ID); i >= 0 {
		circle := append(slices.Clone(o.path[i:]), v.ID)
		return Finding{
			File: v.File, Line: v.line("reads"), ID: v.ID,
			Message: fmt.Sprintf("views read each other in a circle: %s", strings.Join(circle, " reads ")),
		}
	}
	o.path = append(o.path, v.ID)
	for _, name := range v.Reads {
		if read := o.book.Rule(name); read != nil && read.Kind == View {
			if err := o.place(read); err != nil {
				return err
			}
		}
	}
	o.path = o.path[:len(o.path)-1]
	o.placed[v] = true
	o.rules = append(o.rules, v)
	return nil
}

// RecordTypes lists, once each, what a rule reads, itself or through views, that is no view.
func (b *Book) RecordTypes(r *Rule) []string {
	var types []string
	seen := map[string]bool{}
	var walk func(names []string)
	walk = func(names []string) {
		for _, name := range names {
			if seen[name] {
				continue
			}
			seen[name] = true
			if view := b.byID[name]; view != nil && view.Kind == View {
				walk(view.Reads)
			} else {
				types = append(types, name)
			}
		}
	}
	walk(r.Reads)
	return types
}
