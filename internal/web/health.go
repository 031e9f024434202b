package web

import (
	"context"
	"errors"
	"io"
	"net/http"
	"time"

	"heed/internal/door"
	"heed/internal/web/kit"
)

// Where machines ask how the server is. They need no session, and are told nothing but that.
const (
	livePath  = "/healthz"
	readyPath = "/readyz"
)

// longestCheck is how long it may take to find whether pages can be answered.
const longestCheck = 5 * time.Second

func isHealth(r *http.Request) bool { return r.URL.Path == livePath || r.URL.Path == readyPath }

// health gives the handlers of the checks, by their paths. They are no pages, and so stand in no list of routes: anybody may ask, and everybody
// gets the same few words.
func (s *Server) health() map[string]http.Handler {
	return map[string]http.Handler{
		livePath:  s.watch(kit.Route{Name: "health"}, http.HandlerFunc(live)),
		readyPath: s.watch(kit.Route{Name: "readiness"}, http.HandlerFunc(s.ready)),
	}
}

// live says that the process answers.
func live(w http.ResponseWriter, _ *http.Request) { sayPlainly(w, http.StatusOK, "ok") }

// ready says whether the ledger can be read and questions can be answered, and if not, in one word or two, what stands in the way. What
// exactly failed is for the log, once until all is well again.
func (s *Server) ready(w http.ResponseWriter, r *http.Request) {
	if s.Door == nil { // there are only pages of words
		sayPlainly(w, http.StatusOK, "ok")
		return
	}
	ctx, cancel := context.WithTimeout(r.Context(), longestCheck)
	defer cancel()
	switch err := s.Door.Ready(ctx); {
	case err == nil:
		s.unready.Store(false)
		sayPlainly(w, http.StatusOK, "ok")
	case errors.Is(err, door.ErrOpening):
		sayPlainly(w, http.StatusServiceUnavailable, "starting")
	default:
		if r.Context().Err() == nil && !s.unready.Swap(true) {
			s.Log.WarnContext(r.Context(), "not ready", "error", err)
		}
		sayPlainly(w, http.StatusServiceUnavailable, "unavailable")
	}
}

func sayPlainly(w http.ResponseWriter, status int, word string) {
	w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	w.WriteHeader(status)
	_, _ = io.WriteString(w, word+"\n") // whoever asked may have gone
}
