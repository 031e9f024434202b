package kit

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
	Handle Handler
}

// Get is a route that shows something.
func Get(path string, may access.Action, name string, handle Handler) Route {
	return Route{http.MethodGet, path, may, name, handle}
}

// Post is a route that changes something, or takes in what must not stand in an address.
func Post(path string, may access.Action, name string, handle Handler) Route {
	return Route{http.MethodPost, path, may, name, handle}
}
