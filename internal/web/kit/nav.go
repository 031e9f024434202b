package kit

import (
	"slices"
	"strings"

	"heed/internal/access"
	"heed/internal/door"
)

// place is somewhere a reader may go, with the other addresses that belong to it.
type place struct {
	text, href string
	may        access.Action
	also       []string
}

// places are in the order in which they are offered.
var places = []place{
	{"Home", "/", SignedIn, nil},
	{"Clocks", "/clocks", access.ListClocks, []string{"/clock"}},
	{"Drift", "/drift", access.ListDrift, nil},
	{"Figures", "/figures", access.ReadFigure, nil},
	{"Records", "/coverage", access.ReadFigure, nil},
	{"Imports", "/imports", access.ReadImports, []string{"/importing", "/uploads"}},
	{"Find a child", "/find", access.ListClocks, []string{"/children"}},
	{"Rules", "/rules", access.ReadRule, nil},
	{"Data confidence", "/findings", access.ListFindings, nil},
	{"Published", "/published", Anyone, nil},
	{"Accounts", "/accounts", access.ManageAccounts, nil},
	{"Restricted records", "/restrictions", access.DecideRestriction, []string{"/emergencies"}},
	{"Background work", "/jobs", access.ManageJobs, nil},
	{"Access log", "/access-log", access.ReadAccessLog, nil},
}

// navMost is how many places the navigation holds: more are not read.
const navMost = 7

// navigation lists the places a reader may go, one level, in the order of their work, and those for which there is no room, which stand at
// the foot of each page. Who sends returns in and looks for faults in them has more use for imports and data confidence than for drift.
func (s *Site) navigation(actor door.Actor, path string) (nav, more []navItem) {
	var may []navItem
	for _, p := range places {
		if s.May(actor, p.may) {
			here := path == p.href || p.href != "/" && strings.HasPrefix(path, p.href+"/")
			here = here || slices.ContainsFunc(p.also, func(other string) bool { return path == other || strings.HasPrefix(path, other+"/") })
			may = append(may, navItem{p.text, p.href, here})
		}
	}
	least := leastUsed(actor.Role)
	for room := len(may) - navMost; room > 0 && len(least) > 0; least = least[1:] {
		if i := slices.IndexFunc(may, func(n navItem) bool { return n.Href == least[0] }); i >= 0 {
			more = append(more, may[i])
			may = slices.Delete(may, i, i+1)
			room--
		}
	}
	return may, more
}

// leastUsed lists the places that make room first, by who looks for them.
func leastUsed(role access.Role) []string {
	if role == access.Analyst {
		return []string{"/access-log", "/published", "/drift", "/find"}
	}
	return []string{"/restrictions", "/access-log", "/published", "/findings", "/imports", "/rules"}
}
