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
	// Again says that who opens the route must have proved lately who they are, and is asked again otherwise.
	Again bool
	// Uploads says that files are sent, which the handler reads as they come. What any other form sends is small, and read before its handler.
	Uploads bool
}

// Get is a route that shows something.
func Get(path string, may access.Action, name string, handle Handler) Route {
	return Route{Method: http.MethodGet, Path: path, May: may, Name: name, Handle: handle}
}

// Post is a route that changes something, or takes in what must not stand in an address.
func Post(path string, may access.Action, name string, handle Handler) Route {
	return Route{Method: http.MethodPost, Path: path, May: may, Name: name, Handle: handle}
}

// Asked is a route for which a reader who has not lately proved who they are is asked again.
func Asked(route Route) Route {
	route.Again = true
	return route
}

// Upload is a route that takes in files.
func Upload(path string, may access.Action, name string, handle Handler) Route {
	route := Post(path, may, name, handle)
	route.Uploads = true
	return route
}
