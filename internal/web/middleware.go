package web

import (
	"cmp"
	"compress/gzip"
	"fmt"
	"log/slog"
	"net/http"
	"runtime/debug"
	"strings"
	"time"

	"github.com/klauspost/compress/gzhttp"

	"heed/internal/web/assets"
	"heed/internal/web/kit"
)

// contentPolicy lets a page load Heed's own style sheets and icon, and send forms to Heed, and nothing else: no script runs,
// but for the page that [kit.Site.RunsScript] says.
const contentPolicy = "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"

// middleware wraps the routes in what every request needs, the outermost last.
func (s *Server) middleware(next http.Handler) http.Handler {
	h := s.WithSession(s.sameSite(next))
	h = bareBypass(h, next)
	h = compress(s.known(h))
	return s.headers(h)
}

// bareBypass serves what is for nobody in particular without reading or writing a session: assets, so that browsers and proxies can keep
// them, and the checks of health, which must answer where sessions cannot be read.
func bareBypass(pages, plain http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		reads := r.Method == http.MethodGet || r.Method == http.MethodHead // anything else leads to the page for what is not found
		if reads && (isAsset(r) || isHealth(r)) {
			plain.ServeHTTP(w, r)
			return
		}
		pages.ServeHTTP(w, r)
	})
}

func isAsset(r *http.Request) bool {
	return len(r.URL.Path) >= len(assets.Prefix) && r.URL.Path[:len(assets.Prefix)] == assets.Prefix
}

// sameSite refuses a change that another site's page asks a signed-in browser to make.
func (s *Server) sameSite(next http.Handler) http.Handler {
	guard := http.NewCrossOriginProtection()
	guard.SetDenyHandler(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		err := errCrossSite
		if s.Door != nil { // without one there are only pages of words
			const reason = "another site asked for a change in this person's name"
			err = cmp.Or(s.Door.Session(s.whoever(r)).LogRefusal(r.Context(), "change", "", "a change of any page", reason), err)
		}
		s.fail(w, r, err)
	}))
	return guard.Handler(next)
}

// compress gzips pages and exports. They hold no secret beside what a reader typed, so their length gives nothing away.
func compress(next http.Handler) http.Handler {
	wrap, err := gzhttp.NewWrapper(gzhttp.MinSize(1024), gzhttp.CompressionLevel(gzip.BestSpeed))
	if err != nil {
		panic(err) // the options are constants: a fault of the build
	}
	return wrap(next)
}

// headers sets what every answer carries. Pages hold children's records: no copy may stay behind in a browser or a proxy.
func (s *Server) headers(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		h := w.Header()
		h.Set("Content-Security-Policy", contentPolicy)
		h.Set("X-Content-Type-Options", "nosniff")
		h.Set("X-Frame-Options", "DENY")
		h.Set("Referrer-Policy", "same-origin")
		h.Set("Cross-Origin-Opener-Policy", "same-origin")
		h.Set("Cross-Origin-Resource-Policy", "same-origin")
		h.Set("Permissions-Policy", "camera=(), geolocation=(), microphone=()")
		if strings.HasPrefix(s.URL, "https:") {
			h.Set("Strict-Transport-Security", "max-age=63072000")
		}
		if !isAsset(r) {
			h.Set("Cache-Control", "no-store")
		}
		next.ServeHTTP(w, r)
	})
}

// watch logs each request when it is done, by the name of its route, and turns a panic into the page for a fault.
func (s *Server) watch(route kit.Route, next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		seen := &seenWriter{ResponseWriter: w, status: http.StatusOK}
		counted := func(int, time.Duration) {}
		if s.Watch != nil {
			counted = s.Watch(route.Name, r.Method)
		}
		defer s.done(seen, r, route, s.Now(), counted)
		next.ServeHTTP(seen, r)
	})
}

// done ends a request. It is deferred itself, so that it can catch a panic. What only machines ask for, every few seconds, is not worth a line
// of the log.
func (s *Server) done(w *seenWriter, r *http.Request, route kit.Route, started time.Time, counted func(int, time.Duration)) {
	v := recover()
	defer func() { counted(w.status, s.Now().Sub(started)) }()
	if kit.Aborted(v) {
		panic(v)
	}
	if v != nil {
		s.fail(w, r, fmt.Errorf("panic: %v\n%s", v, debug.Stack()))
	}
	level := slog.LevelInfo
	if isHealth(r) {
		level = slog.LevelDebug
	}
	s.Log.Log(r.Context(), level, "request", "method", r.Method, "route", route.Name, "status", w.status,
		"ms", s.Now().Sub(started).Milliseconds())
}

// seenWriter notes the status of an answer as it passes.
type seenWriter struct {
	http.ResponseWriter
	status int
}

// WriteHeader notes the status and passes it on.
func (w *seenWriter) WriteHeader(status int) {
	w.status = status
	w.ResponseWriter.WriteHeader(status)
}

// Unwrap lets http.ResponseController reach what lies beneath.
func (w *seenWriter) Unwrap() http.ResponseWriter { return w.ResponseWriter }
