package listing

import "slices"

// Chosen gives, for the access log, the value that a list was narrowed to. What is not among the choices was typed, may be a name, and is
// not kept.
func Chosen(value string, choices []Choice) string {
	if value == "" || slices.ContainsFunc(choices, func(c Choice) bool { return c.Value == value }) {
		return value
	}
	return "one that is not listed"
}

// Choice is one value of a filter, with how many clocks of the list it would keep.
type Choice struct {
	Value, Label string
	N            int
	// Instead stands in place of N where nought would say what is not known: "Nothing feeds this". It is blank elsewhere.
	Instead string
}
