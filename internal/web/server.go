// Package web serves Heed's pages: HTML made on the server, which works without JavaScript and loads nothing from anywhere else.
//
// A page is one file: a typed struct, a handler that returns an error, and where it takes input a form that reads and checks it.
// Pages ask [app.Door] for everything and decide nothing about who may see what. Every route is a row of one table in routes.go,
// with what it takes to open it.
package web

import (
	"html/template"
	"log/slog"
	"net/http"
	"time"

	"github.com/alexedwards/scs/v2"

	"heed/internal/door"
	"heed/internal/imports"
	"heed/internal/web/assets"
)

// Config is what a Server is made of.
type Config struct {
	App *door.Door
	// Demo lets anyone sign in by choosing an invented person. The caller binds such a server to a loopback address only.
	Demo bool
	// Now is the one clock; NewID gives the ids that an error page quotes.
	Now   func() time.Time
	NewID func() string
	Log   *slog.Logger
}

// Server answers requests for pages.
type Server struct {
	app       *door.Door
	demo      bool
	now       func() time.Time
	newID     func() string
	log       *slog.Logger
	sessions  *scs.SessionManager
	templates map[string]*template.Template
	handler   http.Handler
	jobs      importJobs
}

// New makes a server. It fails where a template cannot be parsed.
func New(c Config) (*Server, error) {
	templates, err := parseTemplates()
	if err != nil {
		return nil, err
	}
	s := &Server{app: c.App, demo: c.Demo, now: c.Now, newID: c.NewID, log: c.Log, templates: templates}
	if c.App != nil { // without one there are only pages of words
		if err := imports.ClearIncoming(c.App); err != nil {
			return nil, err
		}
	}
	s.sessions = newSessions(!c.Demo)
	s.handler = s.middleware(s.mux())
	return s, nil
}

// Close cuts off imports that still run, each of which then leaves nothing behind, and waits for them. The caller stops sending
// requests first and closes the door afterwards.
func (s *Server) Close() { s.jobs.close() }

// Handler serves every page and asset.
func (s *Server) Handler() http.Handler { return s.handler }

func (s *Server) mux() *http.ServeMux {
	mux := http.NewServeMux()
	mux.Handle("GET "+assets.Prefix, assets.Handler())
	for _, route := range Routes() {
		mux.Handle(route.Method+" "+route.Path, s.serve(route))
	}
	mux.Handle("/", s.serve(Route{Name: "not found", May: Anyone, handle: (*Server).notFound}))
	return mux
}

func (s *Server) notFound(http.ResponseWriter, *http.Request) error { return door.ErrNotFound }

// serve checks that the reader may open a route, runs its handler and turns an error into its page.
func (s *Server) serve(route Route) http.Handler {
	return s.watch(route, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		r, allowed := s.signIn(w, r, route)
		if !allowed {
			return
		}
		err := s.permit(r, route)
		if err == nil {
			err = route.handle(s, w, r)
		}
		if err != nil {
			s.fail(w, r, err)
		}
	}))
}
