package listing

// Choice is one value of a filter, with how many clocks of the list it would keep.
type Choice struct {
	Value, Label string
	N            int
}
