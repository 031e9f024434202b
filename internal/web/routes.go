package web

import (
	"net/http"

	"heed/internal/access"
)

// Route is one thing that a browser can ask for.
type Route struct {
	Method, Path string
	// May is what it takes to open the route: an action that the policies decide for the reader's role, or Anyone or SignedIn.
	// The door decides again, about the very child or list that is asked for. A page about one child asks for ListClocks here,
	// because reading a child is decided only upon a child.
	May access.Action
	// Name names the route in tests and in the log, which never holds a path: a path can hold a child's id.
	Name   string
	handle func(*Server, http.ResponseWriter, *http.Request) error
}

// Routes lists every route. The tests of access, of accessibility and of speed walk these rows, so that none escapes.
func Routes() []Route {
	const get, post = http.MethodGet, http.MethodPost
	return []Route{
		{get, "/{$}", SignedIn, "home", (*Server).home},
		{get, "/clocks", access.ListClocks, "clocks", (*Server).clocks},
		{get, "/clock", access.ListClocks, "clock", (*Server).clock},
		{get, "/clocks.csv", access.Export, "clocks export", (*Server).clocksExport},
		{get, "/findings", access.ListFindings, "findings", (*Server).findings},
		{get, "/findings.csv", access.Export, "findings export", (*Server).findingsExport},
		{get, "/drift", access.ListDrift, "drift", (*Server).drift},
		{get, "/drift.csv", access.Export, "drift export", (*Server).driftExport},
		{get, "/find", access.ListClocks, "find", (*Server).find},
		{post, "/find", access.ListClocks, "find by", (*Server).find},

		{get, "/figures", access.ReadFigure, "figures", (*Server).figures},
		{get, "/figures/{id}", access.ReadFigure, "figure", (*Server).figure},
		{get, "/figures/{id}/breakdown", access.ReadFigure, "breakdown", (*Server).breakdown},
		{get, "/figures/{id}/breakdown.csv", access.Export, "breakdown export", (*Server).breakdownExport},
		{get, "/figures/{id}/rows.csv", access.Export, "figure export", (*Server).figureExport},
		{get, "/children/{id}", SignedIn, "child", (*Server).child}, // the door decides child by child
		{get, "/children/{id}/journey", SignedIn, "journey", (*Server).journey},
		{get, "/rules", access.ReadRule, "rules", (*Server).rules},
		{get, "/rules/{id}", access.ReadRule, "rule", (*Server).rule},

		{get, "/imports", access.ReadImports, "imports", (*Server).imports},
		{post, "/imports", access.Import, "import", (*Server).importFiles},
		{get, "/importing/{id}", access.Import, "import running", (*Server).importRunning},
		{get, "/imports/{id}", access.ReadImports, "import batch", (*Server).importBatch},
		{get, "/imports/{id}/undo", access.UndoImport, "import undo", (*Server).importUndo},
		{post, "/imports/{id}/undo", access.UndoImport, "import undo confirmed", (*Server).importUndoConfirmed},
		{get, "/matches", access.DecideMatch, "matches", (*Server).matches},
		{post, "/matches", access.DecideMatch, "match decided", (*Server).matchDecided},
		{get, "/matches/decide", access.DecideMatch, "match", (*Server).match},
		{get, "/access-log", access.ReadAccessLog, "access log", (*Server).accessLog},

		{get, "/published", Anyone, "published", (*Server).published}, // of areas, and public; never of a child
		{get, "/published/{code}", Anyone, "published authority", (*Server).publishedAuthority},
		{get, "/published/{code}/{file}", Anyone, "published file", (*Server).publishedFile},

		{get, "/sign-in", Anyone, "sign in", (*Server).signInPage},
		{post, "/sign-in", Anyone, "sign in as", (*Server).signInAs},
		{post, "/sign-out", Anyone, "sign out", (*Server).signOut},
		{get, "/accessibility", Anyone, "accessibility", (*Server).accessibility},
		{get, "/help", Anyone, "help", (*Server).help},
	}
}
