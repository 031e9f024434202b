package web

import (
	"context"
	"errors"
	"heed/internal/door"
	"net/http"
	"net/url"
	"strings"
	"time"

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

// actor is who is signed in. Its ID is blank on a page that anyone may open, before sign-in.
func (s *Server) actor(r *http.Request) door.Actor {
	a, _ := r.Context().Value(actorKey{}).(door.Actor)
	return a
}

// signIn finds who is signed in and adds them to the request. Where a route needs somebody and there is nobody, it sends the
// reader to sign in and reports false.
func (s *Server) signIn(w http.ResponseWriter, r *http.Request, route Route) (*http.Request, bool) {
	authority, id := s.sessions.GetString(r.Context(), sessionAuthority), s.sessions.GetString(r.Context(), sessionActor)
	if id != "" {
		actor, err := s.app.FindActor(r.Context(), authority, id)
		switch {
		case err == nil:
			r = r.WithContext(context.WithValue(r.Context(), actorKey{}, actor))
		case errors.Is(err, door.ErrNotFound):
			id = "" // they have left since
		default:
			s.fail(w, r, err)
			return r, false
		}
	}
	if id == "" && route.May != Anyone {
		http.Redirect(w, r, "/sign-in?next="+url.QueryEscape(next(r)), http.StatusSeeOther)
		return r, false
	}
	return r, true
}

// next is where to go on after sign-in: back to what was asked for, where it can be asked for again.
func next(r *http.Request) string {
	if r.Method != http.MethodGet || r.URL.Path == "/" {
		return "/"
	}
	return r.URL.RequestURI()
}

// local gives back a path of this server, or the home page for anything that could lead elsewhere.
func local(path string) string {
	u, err := url.Parse(path)
	if err != nil || u.IsAbs() || u.Host != "" || !strings.HasPrefix(path, "/") || strings.HasPrefix(path, "//") || strings.ContainsAny(path, "\\\r\n\t") {
		return "/"
	}
	return path
}
