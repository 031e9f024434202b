// Package web serves Heed's pages: HTML made on the server, which works without JavaScript, but for the page that asks for a passkey,
// and loads nothing from anywhere else.
//
// Each folder holds the pages of one subject: their routes, with what it takes to open each; a typed struct and a template a
// page; a handler that returns an error; and where a page takes input, a form that reads and checks it. What all pages are made of
// is in kit, the pictures in chart, published figures beside others in beside. This package joins the folders into one server and
// gives every request what it needs: who is signed in, whether they may, the log, and a page for an error.
package web

import (
	"io/fs"
	"net/http"
	"sync/atomic"

	"heed/internal/door"
	"heed/internal/web/assets"
	"heed/internal/web/imports"
	"heed/internal/web/kit"
)

// Server answers requests for pages.
type Server struct {
	*kit.Site
	handler http.Handler
	imports *imports.Pages
	// unready says that it is in the log already that questions cannot be answered.
	unready atomic.Bool
}

// New makes a server. It fails where a template cannot be parsed.
func New(c kit.Config) (*Server, error) {
	s := &Server{imports: new(imports.Pages)}
	sections := sections(s.imports)
	folders := []fs.FS{templates}
	for _, section := range sections {
		folders = append(folders, section.Templates)
	}
	var err error
	if s.Site, err = kit.NewSite(c, folders...); err != nil {
		return nil, err
	}
	if c.Door != nil { // without one there are only pages of words
		if err := s.imports.Open(s.Site); err != nil {
			return nil, err
		}
	}
	s.handler = s.middleware(s.mux(routesOf(sections)))
	return s, nil
}

// Close ends the clearing away of old uploads. The caller stops sending requests first and closes the door afterwards.
func (s *Server) Close() { s.imports.Close() }

// Handler serves every page and asset.
func (s *Server) Handler() http.Handler { return s.handler }

func (s *Server) mux(routes []kit.Route) *http.ServeMux {
	mux := http.NewServeMux()
	mux.Handle("GET "+assets.Prefix, assets.Handler())
	for path, check := range s.health() {
		mux.Handle("GET "+path, check)
	}
	for _, route := range routes {
		mux.Handle(route.Method+" "+route.Path, s.serve(route))
	}
	mux.Handle("/", s.serve(kit.Route{Name: "not found", May: kit.Anyone, Handle: notFound}))
	return mux
}

func notFound(*kit.Site, http.ResponseWriter, *http.Request) error { return door.ErrNotFound }

// serve checks that the reader may open a route, runs its handler and turns an error into its page.
func (s *Server) serve(route kit.Route) http.Handler {
	return s.watch(route, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		ctx, _ := door.NoteLacks(door.At(r.Context(), "page "+route.Name))
		r = r.WithContext(ctx)
		r, allowed := s.signIn(w, r, route)
		if !allowed {
			return
		}
		err := s.permit(r, route)
		if err == nil && route.Method == http.MethodPost && !route.Uploads {
			err = readForm(w, r)
		}
		if err == nil {
			err = route.Handle(s.Site, w, r)
		}
		if err != nil {
			s.fail(w, r, err)
		}
	}))
}
