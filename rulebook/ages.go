package rulebook

// AgeBand is a span of ages in whole years, both ends within it.
type AgeBand struct {
	Name     string
	From, To int
}

// AgeBands are the bands of the department's statistics of children, the youngest first, each beginning where the one
// before it ended. Whoever is older than the last is an Adult.
var AgeBands = []AgeBand{
	{"Under 1", 0, 0}, {"1 to 4", 1, 4}, {"5 to 9", 5, 9}, {"10 to 15", 10, 15}, {"16 and 17", 16, 17},
}

// Unborn, Adult and NotKnown name those who are in no band.
const (
	Unborn   = "Unborn"
	Adult    = "18 and over"
	NotKnown = "Not known"
)
