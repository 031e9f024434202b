package main

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"heed/rulebook"
)

type ruleShow struct {
	book
	output
	ID string `arg:"" help:"The rule's id, such as icpc."`
}

// Run shows one rule.
func (c ruleShow) Run(s *session) error {
	rules, err := c.load()
	if err != nil {
		return err
	}
	r, err := find(rules, c.ID)
	if err != nil {
		return err
	}
	if c.Output == "json" {
		return printJSON(s.stdout, ruleObject(r))
	}
	g := ruleGrid(r)
	if c.Output == "csv" {
		g.add("sql", r.SQL)
		return c.print(s.stdout, g)
	}
	if err := c.print(s.stdout, g); err != nil {
		return err
	}
	_, err = fmt.Fprintf(s.stdout, "\n%s\n", r.SQL)
	return err
}

// ruleObject gives all that a rule says of itself, the keys in the order in which they are printed.
func ruleObject(r *rulebook.Rule) object {
	return object{
		keys: []string{
			"id", "kind", "title", "area", "subject", "force", "number", "source", "in_force", "owner", "warn", "harm", "harm_why",
			"gap_after", "counts", "timed", "statistic", "period", "unit", "polarity", "population",
			"category", "fault", "series", "differs", "settings", "duties", "reads", "why", "about", "version", "tests", "sql",
		},
		values: []any{
			r.ID, r.Kind, r.Title, r.Area, r.Subject, r.Force, r.Number, r.Source, r.InForce.String(), r.Owner, r.Warn.String(), r.Harm, r.HarmWhy,
			r.GapAfter.String(), r.Counts, r.Timed, r.Statistic, r.Period, r.Unit, r.Polarity, r.Population,
			r.Category, r.Fault, r.Published.Series, r.Published.Differs, settingsOf(r), r.Duties, r.Reads, r.Why, r.About, ruleVersion(r), len(r.Tests), r.SQL,
		},
	}
}

// settingsOf lists the local numbers that a rule asks for, in the order of their names, and after them the one by which an authority
// says when a duty is an old gap.
func settingsOf(r *rulebook.Rule) []object {
	keys := []string{"name", "value", "basis"}
	list := make([]object, 0, len(r.Settings)+1)
	for _, name := range slices.Sorted(maps.Keys(r.Settings)) {
		list = append(list, object{keys, []any{name, r.Settings[name].Value, r.Settings[name].Basis}})
	}
	if r.Kind == rulebook.Duty {
		list = append(list, object{keys, []any{r.GapSetting(), r.GapAfter.String(), rulebook.GapBasis}})
	}
	return list
}

// ruleGrid gives what a rule says of itself, an item a line and a setting a line, but for what it leaves blank and its SQL.
func ruleGrid(r *rulebook.Rule) *grid {
	g := &grid{columns: []string{"item", "value"}}
	head := ruleObject(r)
	for i, key := range head.keys {
		switch value := head.values[i].(type) {
		case []object:
			for _, setting := range value {
				g.add("setting", fmt.Sprintf("%s is %s: %s", setting.values...))
			}
		case []string:
			if len(value) > 0 {
				g.add(key, strings.Join(value, ", "))
			}
		case bool:
			if value {
				g.add(key, value)
			}
		default:
			if key != "sql" && cell(value) != "" && cell(value) != ".." {
				g.add(key, value)
			}
		}
	}
	return g
}
