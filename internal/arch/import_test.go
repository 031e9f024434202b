package arch

import (
	"slices"
	"strings"
	"testing"
)

// floor is how high each room stands. A room imports only from lower floors, so nothing flows back: what is below never
// knows who asks.
var floor = map[string]int{
	"internal/strictyaml": 0,

	"catalogue": 1,
	"rulebook":  2,

	"internal/access":    3,
	"internal/config":    3,
	"internal/engine":    3,
	"internal/exchange":  3,
	"internal/improve":   3,
	"internal/ledger":    3,
	"internal/published": 3,
	"internal/synth":     3,

	"internal/app":  4,
	"internal/web":  5,
	"cmd":           6,
	"internal/arch": 6,

	"internal/testkit": 7,
	"e2e":              7,
}

// beside lists the pairs of one floor that may meet.
var beside = map[[2]string]string{
	{"internal/engine", "internal/ledger"}:  "the engine follows the ledger by sequence number",
	{"internal/synth", "internal/exchange"}: "a synthetic authority is written in the exchange formats",
}

// never lists what the floors would allow and the design does not.
var never = []struct{ from, to, why string }{
	{"internal/web", "internal/ledger", "pages reach data through app, where permission is checked and the access is logged"},
	{"internal/web", "internal/engine", "pages reach data through app, where permission is checked and the access is logged"},
	{"internal/web", "internal/config", "settings are given to the web, so that a test can give others"},
	{"internal/app", "internal/config", "settings are given to the app, so that a test can give others"},
	{"internal/app", "internal/synth", "the app must not know an invented authority from a real one"},
}

// duckdb is the one store that the ledger can rebuild. Only the engine may know of it, so that it can be replaced.
const duckdb = "github.com/duckdb/"

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
		return "imports point one way: cmd, web, app, then improve, exchange, ledger, engine and access, then rulebook, catalogue and strictyaml"
	}
	return ""
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
		{"internal/ledger", "heed/internal/app"},
		{"internal/ledger", "heed/internal/engine"},
		{"internal/engine", "heed/internal/exchange/cin"},
		{"internal/app", "heed/internal/web"},
		{"internal/web", "heed/internal/ledger"},
		{"internal/web", "heed/internal/engine"},
		{"internal/web", "heed/cmd/heed"},
		{"internal/app", "github.com/duckdb/duckdb-go/v2"},
		{"cmd", "heed/internal/testkit"},
	} {
		if fault(bad[0], bad[1]) == "" {
			t.Errorf("%s may import %s", bad[0], bad[1])
		}
	}
	good := [][2]string{
		{"cmd", "heed/internal/web"},
		{"internal/web", "heed/internal/app"},
		{"internal/web", "heed/internal/web/chart"},
		{"internal/app", "heed/internal/ledger"},
		{"internal/engine", "heed/internal/ledger"},
		{"internal/engine", "github.com/duckdb/duckdb-go/v2"},
		{"rulebook", "heed/catalogue"},
		{"rulebook", "heed/internal/strictyaml"},
		{"catalogue", "heed/internal/strictyaml"},
	}
	if i := slices.IndexFunc(good, func(g [2]string) bool { return fault(g[0], g[1]) != "" }); i >= 0 {
		t.Errorf("%s may not import %s: %s", good[i][0], good[i][1], fault(good[i][0], good[i][1]))
	}
}
