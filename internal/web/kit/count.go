package kit

// Count is a total that filters the list: its number is the length of the list it opens.
type Count struct {
	N int
	// Instead stands in place of the number where nought would say what is not known: "Nothing feeds this".
	Instead            string
	Label, Class, Href string
	Current            bool
}

// Or shows words in place of nought where nought would say what is not known. Blank words leave the count as it is.
func (c Count) Or(instead string) Count {
	if c.N == 0 && instead != "" {
		c.Instead, c.Class = instead, "is-unknown"
	}
	return c
}
