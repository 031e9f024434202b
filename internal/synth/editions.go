package synth

// edition is a code that the returns of some years do not have, with what they have in its place: those up to the year to March until,
// where that is not 0, and those of the year to March since and after it, where that is not 0.
type edition struct {
	until, since int
	instead      string
}

// The codes that came or went while returns are written, by the years of the catalogue's code lists.
var (
	placementEditions = map[string]edition{"H5": {since: 2026, instead: "K3"}, "P2": {since: 2026, instead: "K3"}, "Z1": {since: 2026, instead: "Z11"}}
	factorEditions    = map[string]edition{
		"18B": {until: 2020, instead: "18A"}, "18C": {until: 2020, instead: "18A"}, "19B": {until: 2020, instead: "19A"}, "19C": {until: 2020, instead: "19A"},
		"22A": {until: 2016, instead: "20"}, "23A": {until: 2016, instead: "20"}, "24A": {until: 2021, instead: "14A"},
	}
	closureEditions = map[string]edition{"RC9": {until: 2022, instead: "RC8"}}
	sourceEditions  = map[string]edition{"5D": {until: 2021, instead: "5B"}}
)

// codeOf gives the code that the return of a year has.
func codeOf(editions map[string]edition, code string, year int) string {
	if e, known := editions[code]; known && (e.until != 0 && year <= e.until || e.since != 0 && year >= e.since) {
		return e.instead
	}
	return code
}

// ending gives the collection year that a day is in, as the year of its 31 March.
func (d day) ending() int { return d.time().AddDate(0, 9, 0).Year() }
