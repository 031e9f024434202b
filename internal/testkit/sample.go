package testkit

import (
	"fmt"
	"testing"

	"heed/rulebook"
)

// Measures gives the measures that a test goes through: all of them, or in a short run (go test -short, as make check does) the
// first of each area, statistic and subject. make test-long goes through all.
func Measures(book *rulebook.Book) []*rulebook.Rule { return sampled(book.Kind(rulebook.Measure)) }

// Rules is Measures for rules of every kind.
func Rules(book *rulebook.Book) []*rulebook.Rule { return sampled(book.Rules) }

func sampled(rules []*rulebook.Rule) []*rulebook.Rule {
	if !testing.Short() {
		return rules
	}
	var sample []*rulebook.Rule
	seen := map[string]bool{}
	for _, r := range rules {
		sort := fmt.Sprint(r.Kind, r.Area, r.Statistic, r.Subject)
		if !seen[sort] {
			seen[sort] = true
			sample = append(sample, r)
		}
	}
	return sample
}
