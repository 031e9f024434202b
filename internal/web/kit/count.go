package kit

// Count is a total that filters the list: its number is the length of the list it opens.
type Count struct {
	N                  int
	Label, Class, Href string
	Current            bool
}
