package synth

import (
	"math"
	"strconv"
)

const basis = "Brockwell practice standard, invented"

var settings = [][]string{
	{"cp_visit_working_days", "10", basis},
}

// careRate is how many children in every 10,000 the population is sized to have
// looked after, over the years as a whole.
const careRate = 75

// writeSettings writes the council's own numbers, and the mid-year population.
func writeSettings(years []*yearFiles, persons []int) error {
	for i, y := range years {
		counted := y.cal.isoDate(date(y.ending-1, 6, 30))
		if err := y.files[filePopulation].put(counted, "0", "17", strconv.Itoa(persons[i]), "Invented for a synthetic authority"); err != nil {
			return err
		}
		for _, s := range settings {
			if err := y.files[fileSettings].put(s...); err != nil {
				return err
			}
		}
	}
	return nil
}

// population gives how many people under 18 there are each year. That is the profile's for its last year; where it has
// none it is sized by the children looked after, and falls a little every year.
func population(years []*yearFiles, given int) (persons []int) {
	total := 0
	for _, y := range years {
		total += y.lookedAt
	}
	people, middle := float64(total)/float64(len(years))/careRate*10_000, float64(len(years)-1)/2
	growth := -0.006
	if given > 0 {
		people, middle, growth = float64(given), float64(len(years)-1), 0.006
	}
	for i := range years {
		drift := 1 + growth*(float64(i)-middle)
		persons = append(persons, max(100, 10*int(math.Round(people/10*drift))))
	}
	return persons
}
