package synth

import (
	"strconv"
	"strings"
)

var locationLists = []spec{
	{"records/placement_location.csv", "placement_location", "iso", 0, false, []column{
		{"child_id", plain}, {"placement_started_on", onDay}, {"inside_authority", plain}, {"distance_miles", plain}, {"local_authority", plain},
	}},
}

// The postal districts of the invented council and about it: the first lie within its boundary, those up to
// lastNearDistrict within twenty miles.
const (
	lastOwnDistrict  = 19
	lastNearDistrict = 64
	lastDistrict     = 79
)

// district gives the number of an invented postcode's district.
func district(post string) int {
	number, _, _ := strings.Cut(strings.TrimPrefix(post, "ZZ"), " ")
	n, err := strconv.Atoi(number)
	if err != nil {
		return lastDistrict
	}
	return n
}

func (e *episode) inside() bool { return district(e.post) <= lastOwnDistrict }

// recordLocations records where every placement is, by its district.
func recordLocations(t *recordSet) {
	for _, k := range t.c.cares {
		for i := range k.episodes {
			e := &k.episodes[i]
			if e.startReason == "L" {
				continue
			}
			n := district(e.post)
			miles, council := float64(n)/5, Code
			switch {
			case n > lastNearDistrict:
				miles, council = 20+9*float64(n-lastNearDistrict), "992"
			case n > lastOwnDistrict:
				miles, council = 3+0.36*float64(n-lastOwnDistrict), "991"
			}
			t.add("placement_location", t.c.id, e.started, e.inside(), round1(miles), council)
		}
	}
}

// round1 rounds to one decimal.
func round1(x float64) float64 { return float64(int(x*10+0.5)) / 10 }
