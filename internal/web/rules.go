package web

import (
	"net/http"
	"slices"
	"strings"

	"heed/internal/rules"
	"heed/rulebook"
)

// rulesPage lists the rulebook, by kind and then by area of the service.
type rulesPage struct {
	frame
	Total  int
	Broken int
	Kinds  []ruleKind
}

// ruleKind is the rules of one kind.
type ruleKind struct {
	ID, Title, About string
	Rules            []ruleLine
}

// ruleLine is a rule in a list.
type ruleLine struct {
	ID, Title, Href, Area string
	Force, Number         string
	LocalForce, Local     bool
	Tests                 string
	Broken                string
}

var kindTitles = map[rulebook.Kind][2]string{
	rulebook.Duty:    {"Duties", "A promise with a time limit. Each gives clocks."},
	rulebook.Measure: {"Measures", "Each gives the rows of a figure."},
	rulebook.Check:   {"Checks", "Each gives the rows of the records that cannot be right."},
	rulebook.View:    {"Views", "Building blocks: the other rules read them."},
}

func (s *Server) rules(w http.ResponseWriter, r *http.Request) error {
	all, broken, err := rules.List(r.Context(), s.app.Session(s.actor(r)))
	if err != nil {
		return err
	}
	page := rulesPage{frame: s.plain(r, "Rules"), Total: len(all), Broken: len(broken)}
	for _, kind := range rulebook.Kinds {
		k := ruleKind{ID: string(kind), Title: kindTitles[kind][0], About: kindTitles[kind][1]}
		for _, rule := range all {
			if rule.Kind == kind {
				k.Rules = append(k.Rules, page.line(rule, broken[rule.ID]))
			}
		}
		slices.SortStableFunc(k.Rules, func(a, b ruleLine) int { return strings.Compare(a.Area, b.Area) })
		if len(k.Rules) > 0 {
			page.Kinds = append(page.Kinds, k)
		}
	}
	return s.render(w, "rules", page)
}

func (f frame) line(rule *rulebook.Rule, broken string) ruleLine {
	l := ruleLine{
		ID: rule.ID, Title: rule.Title, Href: f.Rule(rule.ID), Area: capital(rule.Area), Broken: broken,
		Force: forceWords(rule.Force), LocalForce: isLocal(rule.Force), Tests: plural(len(rule.Tests), "test"),
	}
	if rule.Kind == rulebook.View {
		l.Force = ""
		return l
	}
	if rule.Number != "" && rule.Number != rule.Force {
		l.Number, l.Local = forceWords(rule.Number), isLocal(rule.Number)
	}
	return l
}

// settingNames lists a rule's local numbers in order.
func settingNames(rule *rulebook.Rule) []string {
	names := make([]string, 0, len(rule.Settings))
	for name := range rule.Settings {
		names = append(names, name)
	}
	slices.Sort(names)
	return names
}

// intervalWords says when a rule is in force.
func intervalWords(i rulebook.Interval) string {
	const form = "2 January 2006"
	switch {
	case i.From.IsZero():
		return "Until " + i.To.Format(form)
	case i.To.IsZero():
		return "Since " + i.From.Format(form)
	}
	return "From " + i.From.Format(form) + " to " + i.To.Format(form)
}
