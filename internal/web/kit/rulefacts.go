package kit

import (
	"slices"
	"strings"

	"heed/internal/words"
	"heed/rulebook"
)

// Fact is one line of how a figure is worked out. Local marks a number that the council chose for itself.
type Fact struct {
	Label, Value, Extra string
	Local               bool
}

// BasisFacts says what a rule and its number rest on. A local number is shown as one: it never looks like law.
func BasisFacts(rule *rulebook.Rule) []Fact {
	facts := []Fact{{Label: "Rests on", Value: ForceWords(rule.Force), Extra: rule.Source, Local: IsLocal(rule.Force)}}
	if rule.Number != "" && rule.Number != rule.Force {
		facts = append(facts, Fact{Label: "Its number rests on", Value: ForceWords(rule.Number), Local: IsLocal(rule.Number)})
	}
	if !rule.InForce.IsZero() {
		facts = append(facts, Fact{Label: "In force", Value: intervalWords(rule.InForce)})
	}
	for _, name := range settingNames(rule) {
		setting := rule.Settings[name]
		facts = append(facts, Fact{
			Label: "Local number", Value: words.Capital(strings.ReplaceAll(name, "_", " ")) + ": " + setting.Value + " where the council has set none",
			Extra: setting.Basis, Local: true,
		})
	}
	return facts
}

// HarmFacts says how a child may come to harm where a duty is late, and when it is an old gap in the record: gap is the length, such as
// 3 months, and basis who set it. There are none for other kinds of rule.
func HarmFacts(rule *rulebook.Rule, gap, basis string) []Fact {
	if rule.Kind != rulebook.Duty {
		return nil
	}
	return []Fact{
		{Label: "Harm where it is late", Value: words.Capital(string(rule.Harm)), Extra: rule.HarmWhy},
		{Label: "An old gap in the record", Value: "More than " + gap + " after it was due", Extra: basis, Local: true},
	}
}

// IsLocal says whether the council chose something for itself, so that it never looks like law.
func IsLocal(force string) bool { return force == "local" || force == "commitment" }

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

// ForceWords says who decided a limit. A local number never looks like law.
func ForceWords(force string) string {
	switch force {
	case "":
		return "Basis not stated"
	case "local":
		return "Local number"
	case "commitment":
		return "The council’s own promise"
	case "pan-London":
		return "Pan-London procedure"
	}
	return words.Capital(force)
}

// LimitWords says what a duty rests on, and what its number rests on where that is weaker.
func LimitWords(force, number string) string {
	words := ForceWords(force)
	if number != "" && number != force {
		words += "; the limit: " + strings.ToLower(ForceWords(number))
	}
	return words
}

// StatisticWords says how a measure's rows become its value.
func StatisticWords(r *rulebook.Rule) string {
	switch r.Statistic {
	case rulebook.Share:
		return "The share of rows that count, of all rows that are not left out"
	case rulebook.Rate:
		return "Rows for each 10,000 of the population " + r.Population
	case rulebook.Mean:
		return "The mean of the rows’ values"
	case rulebook.Median:
		return "The median of the rows’ values: half of them are below it"
	case rulebook.Sum:
		return "The sum of the rows’ values"
	default:
	}
	return "The number of rows"
}

// CoverWords says which days a measure covers, whatever day is asked about.
func CoverWords(r *rulebook.Rule) string {
	switch r.Period {
	case rulebook.Snapshot:
		return "One day: how things stand on the as-at day"
	case rulebook.YearToMarch:
		return "The latest whole year to 31 March"
	case rulebook.ThreeYears:
		return "Three whole years to 31 March"
	default:
	}
	return words.Capital(string(r.Period)) + " up to and including the as-at day"
}

// PolarityWords says which way is better.
func PolarityWords(r *rulebook.Rule) string {
	switch r.Polarity {
	case rulebook.Higher:
		return "Higher is better"
	case rulebook.Lower:
		return "Lower is better"
	default:
	}
	return "Neither higher nor lower is better in itself"
}
