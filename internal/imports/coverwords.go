package imports

import (
	"slices"
	"strings"
	"time"

	"heed/catalogue"
	"heed/internal/words"
)

// CoverageWords says what an import covers, a sentence for each reason that its days have, without the word Covers before it:
// "referral and assessment from 1 April 2023 to 31 March 2024. The return covers its collection year". types names the record
// types.
func CoverageWords(covers []Coverage, types *catalogue.Catalogue) []string {
	var groups [][]Coverage
	for _, c := range covers {
		i := slices.IndexFunc(groups, func(g []Coverage) bool { return alike(g[0], c) })
		if i < 0 {
			groups = append(groups, nil)
			i = len(groups) - 1
		}
		groups[i] = append(groups[i], c)
	}
	lines := make([]string, len(groups))
	for i, g := range groups {
		lines[i] = groupWords(g, types) + ". " + g[0].Basis
	}
	return lines
}

// alike says whether what two types cover is said in one sentence: for one reason, and to one day unless that is assumed of each
// type by itself. How things stood on a day is not said together with what happened up to it.
func alike(a, b Coverage) bool {
	if a.Basis != b.Basis {
		return false
	}
	return a.Assumed || a.To == b.To && (a.From == a.To) == (b.From == b.To)
}

// fewTypes is how many types are named each with a day of its own.
const fewTypes = 4

// groupWords names the types of a group with their days: once after all of them where the days are the same.
func groupWords(g []Coverage, types *catalogue.Catalogue) string {
	names := make([]string, len(g))
	first, last := g[0], g[0]
	sameFrom := true
	for i, c := range g {
		names[i] = typeWords(c.RecordType, types)
		sameFrom = sameFrom && c.From == g[0].From
		if c.To < first.To {
			first = c
		}
		if c.To > last.To {
			last = c
		}
	}
	switch {
	case first.To == last.To:
		return listed(names) + " " + daysWords(first, sameFrom)
	case len(g) > fewTypes:
		return words.Count(len(g), "kind") + " of record, each to its own day: the first, " + typeWords(first.RecordType, types) + ", to " +
			dayWords(first.To) + ", and the last, " + typeWords(last.RecordType, types) + ", to " + dayWords(last.To)
	}
	for i, c := range g {
		names[i] += " " + daysWords(c, true)
	}
	return listed(names)
}

// daysWords says from which day to which something is covered, or only to which where those of a sentence begin on different days.
func daysWords(c Coverage, sameFrom bool) string {
	switch {
	case sameFrom && c.From == c.To:
		return "on " + dayWords(c.To) + " only"
	case sameFrom:
		return "from " + dayWords(c.From) + " to " + dayWords(c.To)
	}
	return "to " + dayWords(c.To)
}

func dayWords(day string) string {
	on, err := time.Parse(time.DateOnly, day)
	if err != nil {
		return day
	}
	return words.LongDate(on)
}

// typeWords names a record type within a sentence. One that this Heed no longer knows goes by its id.
func typeWords(id string, types *catalogue.Catalogue) string {
	if t := types.Type(id); t != nil {
		return words.LowerFirst(t.Title)
	}
	return strings.ReplaceAll(id, "_", " ")
}

// mostNamed is how many types a sentence names, before it counts the others.
const mostNamed = 15

// listed joins names as a sentence does: a, b and c.
func listed(names []string) string {
	if more := len(names) - mostNamed; more > 1 {
		names = append(slices.Clone(names[:mostNamed]), words.Thousands(more)+" more kinds of record")
	}
	last := len(names) - 1
	if last == 0 {
		return names[0]
	}
	return strings.Join(names[:last], ", ") + " and " + names[last]
}
