package arch

import (
	"slices"
	"strings"
	"testing"
)

// floor is how high each room stands. A room imports only from lower floors, so nothing flows back: what is below never
// knows who asks.
var floor = map[string]int{
	"internal/sqlitefile": 0,
	"internal/strictyaml": 0,

	"catalogue": 1,
	"rulebook":  2,

	"internal/access":     3,
	"internal/config":     3,
	"internal/disclosure": 3,
	"internal/engine":     3,
	"internal/exchange":   3,
	"internal/export":     3,
	"internal/ledger":     3,
	"internal/listing":    3,
	"internal/published":  3,
	"internal/signin":     3,
	"internal/synth":      3,

	"internal/words": 4,
	"internal/door":  4,

	// The use cases, a room a subject.
	"internal/account":     5,
	"internal/children":    5,
	"internal/clocks":      5,
	"internal/coverage":    5,
	"internal/drift":       5,
	"internal/explain":     5,
	"internal/extract":     5,
	"internal/figures":     5,
	"internal/findings":    5,
	"internal/home":        5,
	"internal/imports":     5,
	"internal/incoming":    5,
	"internal/matching":    5,
	"internal/records":     5,
	"internal/releases":    5,
	"internal/restriction": 5,
	"internal/rules":       5,
	"internal/oversight":   5,
	"internal/jobs":        5,

	"internal/web":  6,
	"cmd":           7,
	"internal/arch": 7,

	"internal/testkit": 8,
	"e2e":              8,
}

// beside lists the pairs of one floor that may meet.
var beside = map[[2]string]string{
	{"internal/engine", "internal/ledger"}:       "the engine follows the ledger by sequence number",
	{"internal/exchange", "internal/published"}:  "an uploaded file of published figures is read apart too, by the same process",
	{"internal/synth", "internal/exchange"}:      "a synthetic authority is written in the exchange formats",
	{"internal/door", "internal/words"}:          "a child's age is said in words",
	{"internal/rules", "internal/figures"}:       "a measure's page shows what is published beside its figure",
	{"internal/clocks", "internal/rules"}:        "a clock's page shows the local numbers of its duty",
	{"internal/children", "internal/clocks"}:     "a child's page shows the child's clocks",
	{"internal/drift", "internal/clocks"}:        "what drifts is an overdue clock, and has a next one",
	{"internal/drift", "internal/children"}:      "both read the days of the rulebook's views",
	{"internal/explain", "internal/children"}:    "a child is explained by the child's page",
	{"internal/explain", "internal/clocks"}:      "a clock is explained by its page",
	{"internal/explain", "internal/figures"}:     "a figure is explained by its page",
	{"internal/home", "internal/children"}:       "a worker's home says how each child stands",
	{"internal/home", "internal/clocks"}:         "a home is a list of clocks first",
	{"internal/home", "internal/figures"}:        "a director's home shows the headline figures",
	{"internal/imports", "internal/incoming"}:    "what is uploaded waits to be looked at",
	{"internal/imports", "internal/matching"}:    "an import says how many numbers it has left in doubt",
	{"internal/account", "internal/records"}:     "an account is a record",
	{"internal/restriction", "internal/records"}: "a restriction is a record",
	{"internal/imports", "internal/records"}:     "what is said of columns is a record",
	{"internal/releases", "internal/incoming"}:   "what is uploaded waits to be looked at",
	{"internal/oversight", "internal/records"}:   "what is found of looks is a record",
	{"internal/home", "internal/jobs"}:           "a new day is made ready in the background",
	{"internal/imports", "internal/jobs"}:        "an import runs in the background",
}

// never lists what the floors would allow and the design does not.
var never = []struct{ from, to, why string }{
	{"internal/web", "internal/ledger", "pages reach data through use cases, where permission is checked and the access is logged"},
	{"internal/web", "internal/engine", "pages reach data through use cases, where permission is checked and the access is logged"},
	{"internal/web", "internal/config", "settings are given to the web, so that a test can give others"},
	{"internal/jobs", "internal/config", "settings are given to background work, so that a test can give others"},
	{"internal/jobs", "internal/ledger", "background work reaches data through use cases, where permission is checked and the access is logged"},
	{"internal/door", "internal/config", "settings are given to the door, so that a test can give others"},
	{"internal/door", "internal/synth", "the door must not know an invented authority from a real one"},
}

// pageParts are the folders of the web that pages of every subject are made of, each with those that it may import. All other
// folders of the web hold the pages of one subject, which know nothing of another's.
var pageParts = map[string][]string{
	"assets":    nil,
	"chart":     nil,
	"htmlcheck": nil,
	"kit":       {"assets", "chart"},
	"beside":    {"chart", "kit"},
}

// duckdb is the one store that the ledger can rebuild. Only the engine may know of it, so that it can be replaced.
const duckdb = "github.com/duckdb/"

// sqlite is the database of the ledger, behind the ledger's driver, and of the secrets for signing in, behind sqlitefile.
const sqlite = "github.com/mattn/go-sqlite3"

func TestImportsPointOneWay(t *testing.T) {
	t.Parallel()
	for _, s := range sources(t) {
		from := room(s.dir())
		if _, known := floor[from]; !known {
			t.Errorf("%s: %q is a new room: give it a floor here, a rule in .golangci.yml and a paragraph in docs/architecture.md", s.path, from)
			continue
		}
		if s.isTest() {
			continue // a test may start the whole of Heed
		}
		for _, i := range s.file.Imports {
			path := importPath(i)
			if why := fault(from, path); why != "" {
				t.Errorf("%s: %s imports %s: %s", s.line(i.Pos()), from, path, why)
			}
		}
	}
}

// fault says why a room may not import a package, or "" when it may.
func fault(from, path string) string {
	if strings.HasPrefix(path, duckdb) && from != "internal/engine" {
		return "only internal/engine knows DuckDB, so that it can be rebuilt or replaced"
	}
	if path == sqlite && from != "internal/ledger" && from != "internal/sqlitefile" && from != "e2e" {
		return "only the ledger's driver and sqlitefile know SQLite, so that another database can take its place"
	}
	inside, ours := strings.CutPrefix(path, "heed/")
	if !ours {
		return ""
	}
	to := room(inside)
	if to == from || beside[[2]string{from, to}] != "" {
		return ""
	}
	for _, n := range never {
		if n.from == from && n.to == to {
			return n.why
		}
	}
	if floor[to] >= floor[from] {
		return "imports point one way: cmd, web, the subjects, the door, then exchange, ledger, engine and access, then rulebook, catalogue and strictyaml; subjects meet only where it is said why"
	}
	return ""
}

func TestPagesOfASubjectKnowNothingOfAnothers(t *testing.T) {
	t.Parallel()
	for _, s := range sources(t) {
		from, inside := strings.CutPrefix(s.dir(), "internal/web/")
		if !inside || s.isTest() {
			continue
		}
		for _, i := range s.file.Imports {
			if to, pages := strings.CutPrefix(importPath(i), "heed/internal/web/"); pages && !mayImportPages(from, to) {
				t.Errorf("%s: the pages of %s import those of %s: what both need belongs in kit", s.line(i.Pos()), from, to)
			}
		}
	}
	for _, bad := range [][2]string{{"figures", "clocks"}, {"kit", "figures"}, {"chart", "kit"}, {"home", "clocks"}} {
		if mayImportPages(bad[0], bad[1]) {
			t.Errorf("%s may import %s", bad[0], bad[1])
		}
	}
}

// mayImportPages says whether one folder of the web may import another.
func mayImportPages(from, to string) bool {
	if allowed, part := pageParts[from]; part {
		return slices.Contains(allowed, to)
	}
	_, part := pageParts[to]
	return part
}

// room is the room that a folder is in: internal/web for internal/web/chart, cmd for cmd/heed.
func room(dir string) string {
	parts := strings.Split(dir, "/")
	if parts[0] == "internal" && len(parts) > 1 {
		return strings.Join(parts[:2], "/")
	}
	return parts[0]
}

// The rule above is worth what it catches, so it is shown faults of each kind.
func TestTheImportRuleCatchesWhatItShould(t *testing.T) {
	t.Parallel()
	for _, bad := range [][2]string{
		{"catalogue", "heed/rulebook"},
		{"rulebook", "heed/internal/engine"},
		{"internal/strictyaml", "heed/catalogue"},
		{"internal/ledger", "heed/internal/door"},
		{"internal/ledger", "heed/internal/engine"},
		{"internal/engine", "heed/internal/exchange/cin"},
		{"internal/figures", "heed/internal/web"},
		{"internal/figures", "heed/internal/clocks"},
		{"internal/door", "heed/internal/figures"},
		{"internal/web", "heed/internal/ledger"},
		{"internal/web", "heed/internal/engine"},
		{"internal/web", "heed/cmd/heed"},
		{"internal/door", "github.com/duckdb/duckdb-go/v2"},
		{"internal/engine", "github.com/mattn/go-sqlite3"},
		{"internal/door", "github.com/mattn/go-sqlite3"},
		{"internal/signin", "github.com/mattn/go-sqlite3"},
		{"internal/signin", "heed/internal/door"},
		{"internal/jobs", "heed/internal/imports"},
		{"internal/jobs", "heed/internal/ledger"},
		{"internal/jobs", "github.com/mattn/go-sqlite3"},
		{"internal/signin", "heed/internal/ledger"},
		{"cmd", "heed/internal/testkit"},
	} {
		if fault(bad[0], bad[1]) == "" {
			t.Errorf("%s may import %s", bad[0], bad[1])
		}
	}
	good := [][2]string{
		{"cmd", "heed/internal/web"},
		{"internal/web", "heed/internal/figures"},
		{"internal/home", "heed/internal/clocks"},
		{"internal/web", "heed/internal/web/chart"},
		{"internal/door", "heed/internal/ledger"},
		{"internal/engine", "heed/internal/ledger"},
		{"internal/engine", "github.com/duckdb/duckdb-go/v2"},
		{"internal/signin", "heed/internal/sqlitefile"},
		{"internal/jobs", "heed/internal/sqlitefile"},
		{"internal/sqlitefile", "github.com/mattn/go-sqlite3"},
		{"internal/web", "heed/internal/signin"},
		{"rulebook", "heed/catalogue"},
		{"rulebook", "heed/internal/strictyaml"},
		{"catalogue", "heed/internal/strictyaml"},
	}
	if i := slices.IndexFunc(good, func(g [2]string) bool { return fault(g[0], g[1]) != "" }); i >= 0 {
		t.Errorf("%s may not import %s: %s", good[i][0], good[i][1], fault(good[i][0], good[i][1]))
	}
}
