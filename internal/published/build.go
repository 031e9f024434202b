package published

import (
	_ "embed"
	"encoding/csv"
	"fmt"
	"slices"
	"strings"
)

// recipe says which series of which files the table that comes with Heed holds, and what Heed calls them.
//
//go:embed recipe.csv
var recipe string

// ingredient is one line of the recipe.
type ingredient struct {
	id, topic, title, when, unit, stem, publication, indicator string
	filters                                                    []Filter
}

func readRecipe(text string) ([]ingredient, error) {
	in := csv.NewReader(strings.NewReader(text))
	rows, err := in.ReadAll()
	if err != nil {
		return nil, fmt.Errorf("reading the recipe: %w", err)
	}
	var list []ingredient
	for i, row := range rows[1:] {
		one := ingredient{id: row[0], topic: row[1], title: row[2], when: row[3], unit: row[4], publication: row[5], stem: row[6], indicator: row[7]}
		for pair := range strings.SplitSeq(row[8], "; ") {
			if pair == "" {
				continue
			}
			name, value, ok := strings.Cut(pair, "=")
			if !ok {
				return nil, fmt.Errorf("reading the recipe: line %d: %q is no filter and value", i+2, pair)
			}
			one.filters = append(one.filters, Filter{name, value})
		}
		list = append(list, one)
	}
	return list, nil
}

// Build makes the table that comes with Heed from the sets read of the department's files, in the recipe's order. It fails
// where a file or a series of the recipe is missing, so that the table never loses one unseen.
func Build(sets []*Set) ([]*Set, error) {
	list, err := readRecipe(recipe)
	if err != nil {
		return nil, err
	}
	var built []*Set
	for _, one := range list {
		i := slices.IndexFunc(sets, func(s *Set) bool { return Stem(s.File) == one.stem })
		if i < 0 {
			return nil, fmt.Errorf("series %s is made from %s, and no such file was given", one.id, one.stem)
		}
		from := sets[i]
		at := slices.IndexFunc(built, func(s *Set) bool { return s.File == from.File })
		if at < 0 {
			at = len(built)
			built = append(built, &Set{
				Source:  Source{File: from.File, Publication: one.publication, Release: from.last().Code},
				Periods: from.Periods, Areas: from.Areas,
			})
		}
		s, err := from.pick(one)
		if err != nil {
			return nil, err
		}
		built[at].Series = append(built[at].Series, s)
	}
	nameReleases(built)
	return built, nil
}

// nameReleases gives every file of one publication the release of the latest: the population of mid-2024 came out with the
// children in need of 2025.
func nameReleases(sets []*Set) {
	for _, set := range sets {
		for _, other := range sets {
			if set.Publication == other.Publication && other.Release > set.Release {
				set.Release = other.Release
			}
		}
	}
}

// pick finds the one series of a set that a line of the recipe is of, and gives it the recipe's names.
func (set *Set) pick(one ingredient) (*Series, error) {
	var found []*Series
	for _, s := range set.Series {
		fits := s.Indicator == one.indicator
		for _, f := range one.filters {
			fits = fits && slices.Contains(s.Filters, f)
		}
		if fits {
			found = append(found, s)
		}
	}
	if len(found) != 1 {
		return nil, fmt.Errorf("series %s: %d series of %s fit the recipe, want 1", one.id, len(found), set.File)
	}
	s := *found[0]
	s.ID, s.Topic, s.Title, s.When, s.Unit = one.id, one.topic, one.title, one.when, one.unit
	return &s, nil
}
