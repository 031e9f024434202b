package kit

import (
	"context"
	"net/http"
	"net/url"
	"strings"
	"time"

	"heed/internal/door"

	"github.com/alexedwards/scs/v2"
	"github.com/alexedwards/scs/v2/memstore"
)

// What a session holds: who signed in. What they may see is found afresh for every request.
const (
	sessionAuthority = "authority"
	sessionActor     = "actor"
)

func newSessions(secure bool) *scs.SessionManager {
	m := scs.New()
	m.Store = memstore.New()
	m.Lifetime = 12 * time.Hour
	m.IdleTimeout = time.Hour
	m.Cookie.Name = "heed_session"
	m.Cookie.HttpOnly = true
	m.Cookie.SameSite = http.SameSiteLaxMode
	m.Cookie.Secure = secure
	m.Cookie.Persist = false
	return m
}

type actorKey struct{}

// WithActor adds who is signed in to a request.
func WithActor(r *http.Request, actor door.Actor) *http.Request {
	return r.WithContext(context.WithValue(r.Context(), actorKey{}, actor))
}

// Actor is who is signed in. Its ID is blank on a page that anyone may open, before sign-in.
func (s *Site) Actor(r *http.Request) door.Actor {
	a, _ := r.Context().Value(actorKey{}).(door.Actor)
	return a
}

// SignedInAs gives the authority and the id of who signed in, blank where nobody has.
func (s *Site) SignedInAs(r *http.Request) (authority, id string) {
	return s.sessions.GetString(r.Context(), sessionAuthority), s.sessions.GetString(r.Context(), sessionActor)
}

// BeginSession begins a session as somebody.
func (s *Site) BeginSession(r *http.Request, actor door.Actor) error {
	if err := s.sessions.RenewToken(r.Context()); err != nil { // a session known before sign-in must not become this one
		return err
	}
	s.sessions.Put(r.Context(), sessionAuthority, actor.Authority)
	s.sessions.Put(r.Context(), sessionActor, actor.ID)
	return nil
}

// EndSession ends the session of a request.
func (s *Site) EndSession(r *http.Request) error { return s.sessions.Destroy(r.Context()) }

// WithSession reads the session of each request and writes it back.
func (s *Site) WithSession(next http.Handler) http.Handler { return s.sessions.LoadAndSave(next) }

// Local gives back a path of this server, or the home page for anything that could lead elsewhere.
func Local(path string) string {
	u, err := url.Parse(path)
	if err != nil || u.IsAbs() || u.Host != "" || !strings.HasPrefix(path, "/") || strings.HasPrefix(path, "//") || strings.ContainsAny(path, "\\\r\n\t") {
		return "/"
	}
	return path
}
