package listing

import (
	"slices"
	"strings"
)

// Tally adds up choices.
type Tally struct {
	// N counts by value.
	N      map[string]int
	labels map[string]string
}

// Add counts n more of a value. A blank label is the value itself.
func (t *Tally) Add(value, label string, n int) {
	if t.N == nil {
		t.N, t.labels = map[string]int{}, map[string]string{}
	}
	t.N[value] += n
	if label == "" {
		label = value
	}
	t.labels[value] = label
}

// List gives the choices in the order of their labels.
func (t *Tally) List() []Choice {
	var list []Choice
	for value, n := range t.N {
		list = append(list, Choice{Value: value, Label: t.labels[value], N: n})
	}
	slices.SortFunc(list, func(x, y Choice) int {
		return strings.Compare(x.Label+"\x00"+x.Value, y.Label+"\x00"+y.Value)
	})
	return list
}
