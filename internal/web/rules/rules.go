package rules

import (
	"net/http"
	"slices"
	"strings"

	"heed/internal/rules"
	"heed/internal/web/kit"
	"heed/internal/words"
	"heed/rulebook"
)

// rulesPage lists the rulebook, by kind and then by area of the service.
type rulesPage struct {
	kit.Frame
	Total  int
	Broken int
	Kinds  []ruleKind
}

// ruleKind is the rules of one kind.
type ruleKind struct {
	ID, Title, About string
	// N is how many, Areas are the rules by area of the service.
	N     int
	Areas []ruleArea
}

// ruleArea is the rules of one kind and area.
type ruleArea struct {
	Title, Words string
	Rules        []ruleLine
	// Broken unfolds the area: one of its rules fails.
	Broken bool
}

// add puts a rule under its area. Rules come in the order of their areas.
func (k *ruleKind) add(one ruleLine) {
	if n := len(k.Areas); n == 0 || k.Areas[n-1].Title != one.Area {
		k.Areas = append(k.Areas, ruleArea{Title: one.Area})
	}
	area := &k.Areas[len(k.Areas)-1]
	area.Rules = append(area.Rules, one)
	area.Broken = area.Broken || one.Broken != ""
	area.Words = area.Title + ": " + words.Count(len(area.Rules), "rule")
	k.N++
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

func list(s *kit.Site, w http.ResponseWriter, r *http.Request) error {
	all, broken, err := rules.List(r.Context(), s.Door.Session(s.Actor(r)))
	if err != nil {
		return err
	}
	page := rulesPage{Frame: s.Plain(r, "Rules"), Total: len(all), Broken: len(broken)}
	for _, kind := range rulebook.Kinds {
		k := ruleKind{ID: string(kind), Title: kindTitles[kind][0], About: kindTitles[kind][1]}
		for _, rule := range byArea(all, kind) {
			k.add(line(page.Frame, rule, broken[rule.ID]))
		}
		if k.N > 0 {
			page.Kinds = append(page.Kinds, k)
		}
	}
	return s.Render(w, "rules", page)
}

// byArea lists the rules of a kind in the order of their areas.
func byArea(all []*rulebook.Rule, kind rulebook.Kind) []*rulebook.Rule {
	list := slices.DeleteFunc(slices.Clone(all), func(r *rulebook.Rule) bool { return r.Kind != kind })
	slices.SortStableFunc(list, func(a, b *rulebook.Rule) int { return strings.Compare(a.Area, b.Area) })
	return list
}

func line(f kit.Frame, rule *rulebook.Rule, broken string) ruleLine {
	l := ruleLine{
		ID: rule.ID, Title: rule.Title, Href: f.Rule(rule.ID), Area: words.Capital(rule.Area), Broken: broken,
		Force: kit.ForceWords(rule.Force), LocalForce: kit.IsLocal(rule.Force), Tests: words.Count(len(rule.Tests), "test"),
	}
	if rule.Kind == rulebook.View {
		l.Force = ""
		return l
	}
	if rule.Number != "" && rule.Number != rule.Force {
		l.Number, l.Local = kit.ForceWords(rule.Number), kit.IsLocal(rule.Number)
	}
	return l
}
