package kit

import (
	"context"
	"errors"
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"strings"
	"time"

	"heed/internal/access"
	"heed/internal/door"
	"heed/internal/signin"

	"github.com/alexedwards/scs/v2"
	"github.com/alexedwards/scs/v2/memstore"
)

// What a session holds: as what somebody has signed in, since when, and when they last proved who they are. What they may see is found afresh for
// every request.
const (
	sessionAuthority = "authority"
	sessionActor     = "actor"
	sessionRole      = "role"
	sessionFor       = "for"
	sessionBegan     = "began"
	sessionSeen      = "seen"
	sessionProved    = "proved"
	sessionAddress   = "address"
	sessionBrowser   = "browser"
	sessionPending   = "pending"
	sessionJourney   = "journey"
	sessionCeremony  = "ceremony"
	sessionAfter     = "after"
)

// How long a session lasts: at most, and without a request. Who sees every child, or keeps accounts, has the shorter ones. Who has proved who they
// are is not asked again for a while.
const (
	lasts, idle         = 12 * time.Hour, time.Hour
	lastsWide, idleWide = 8 * time.Hour, 20 * time.Minute
	provedFor           = 15 * time.Minute
)

// seenEvery is how often it is written down that a session is in use.
const seenEvery = time.Minute

// newSessions makes what keeps sessions: in memory for a demonstration, otherwise with what else proves who somebody is, so that they outlive a
// restart. Such a session's cookie is sent back to this very server only, and never over plain HTTP.
func newSessions(c Config) *scs.SessionManager {
	m := scs.New()
	m.Lifetime, m.IdleTimeout = lasts, idle
	m.Cookie.HttpOnly = true
	m.Cookie.SameSite = http.SameSiteLaxMode
	m.Cookie.Persist = false
	m.ErrorFunc = func(w http.ResponseWriter, r *http.Request, err error) {
		c.Log.ErrorContext(r.Context(), "a session cannot be read or written", "error", err)
		http.Error(w, "Heed cannot read or write who is signed in. Try again in a minute.", http.StatusInternalServerError)
	}
	m.Cookie.Name = "heed_session"
	if c.SignIn == nil {
		m.Store = memstore.New()
		m.Cookie.Secure = !c.Demo
		return m
	}
	m.Cookie.Name, m.Cookie.Path, m.Cookie.Secure = "__Host-heed", "/", true
	m.Store = c.SignIn.SessionStore(func(values map[string]any) signin.Holder {
		text := func(key string) string { v, _ := values[key].(string); return v }
		return signin.Holder{
			Account: signin.Account{Authority: text(sessionAuthority), ID: text(sessionActor)},
			After:   text(sessionAfter), Address: text(sessionAddress), Browser: text(sessionBrowser),
		}
	})
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

// SignedInAs gives as what somebody has signed in, blank where nobody has.
func (s *Site) SignedInAs(r *http.Request) door.Capacity {
	ctx, m := r.Context(), s.sessions
	return door.Capacity{
		Authority: m.GetString(ctx, sessionAuthority), Account: m.GetString(ctx, sessionActor), Role: access.Role(m.GetString(ctx, sessionRole)),
		For: m.GetString(ctx, sessionFor),
	}
}

// Over says whether a session has lasted, or lain idle, longer than the role of its actor allows. Where it has not, that it is in use is noted.
func (s *Site) Over(r *http.Request, actor door.Actor) bool {
	if s.SignIn == nil {
		return false // scs ends the sessions of a demonstration
	}
	now := s.Now()
	began, seen := s.momentOf(r, sessionBegan), s.momentOf(r, sessionSeen)
	most, without := lasts, idle
	if s.Door.NeedsSecond(actor.Role) {
		most, without = lastsWide, idleWide
	}
	if now.Sub(began) > most || now.Sub(seen) > without {
		return true
	}
	if now.Sub(seen) >= seenEvery {
		s.note(r, sessionSeen)
	}
	return false
}

// BeginSession begins a session as somebody who has just proved who they are.
func (s *Site) BeginSession(r *http.Request, actor door.Actor) error {
	return s.BeginSessionSince(r, actor, s.Now())
}

// BeginSessionSince begins a session as somebody who proved who they are at some moment, the zero time where nobody knows when: a provider may have
// let them pass without asking.
func (s *Site) BeginSessionSince(r *http.Request, actor door.Actor, proved time.Time) error {
	ctx := r.Context()
	s.sessions.Remove(ctx, sessionPending)
	s.sessions.Remove(ctx, sessionJourney)
	s.sessions.Remove(ctx, sessionCeremony)
	for key, value := range map[string]string{sessionAddress: s.Address(r), sessionBrowser: browser(r.UserAgent())} {
		s.sessions.Put(ctx, key, value)
	}
	s.note(r, sessionBegan)
	if now := s.Now(); proved.After(now) {
		proved = now
	}
	s.sessions.Put(ctx, sessionProved, proved.Unix())
	return s.GoOnAs(r, actor)
}

// GoOnAs goes on with a session in another capacity of the same account, under a new id.
func (s *Site) GoOnAs(r *http.Request, actor door.Actor) error {
	ctx, as := r.Context(), actor.Capacity()
	s.sessions.Put(ctx, sessionAfter, signin.Mark(s.sessions.Token(ctx)))
	if err := s.sessions.RenewToken(ctx); err != nil { // a session known before must not become this one
		return err
	}
	for key, value := range map[string]string{sessionAuthority: as.Authority, sessionActor: as.Account, sessionRole: string(as.Role), sessionFor: as.For} {
		s.sessions.Put(ctx, key, value)
	}
	s.note(r, sessionSeen)
	return nil
}

// note notes in a session that something has happened now, to the second.
func (s *Site) note(r *http.Request, what string) { s.sessions.Put(r.Context(), what, s.Now().Unix()) }

// momentOf gives when it happened last.
func (s *Site) momentOf(r *http.Request, what string) time.Time {
	return time.Unix(s.sessions.GetInt64(r.Context(), what), 0)
}

// EndSession ends the session of a request, also where it has been ended meanwhile.
func (s *Site) EndSession(r *http.Request) error {
	if err := s.sessions.Destroy(r.Context()); !errors.Is(err, signin.ErrEnded) {
		return err
	}
	return nil
}

// SessionToken gives the token of a request's session, by which its own is told from others in a list.
func (s *Site) SessionToken(r *http.Request) string { return s.sessions.Token(r.Context()) }

// Proved says whether who is signed in has proved who they are within the last quarter of an hour. In a demonstration nobody can.
func (s *Site) Proved(r *http.Request) bool {
	return s.SignIn == nil || s.Now().Sub(s.momentOf(r, sessionProved)) < provedFor
}

// NoteProved notes that they have just done so.
func (s *Site) NoteProved(r *http.Request) { s.note(r, sessionProved) }

// Pending gives the sign-in of this browser that waits for its code, blank where none does.
func (s *Site) Pending(r *http.Request) string {
	return s.sessions.GetString(r.Context(), sessionPending)
}

// NotePending notes it.
func (s *Site) NotePending(r *http.Request, id string) {
	s.sessions.Put(r.Context(), sessionPending, id)
}

// Journey gives by what this browser is known when it comes back from the provider, blank where it was never sent there.
func (s *Site) Journey(r *http.Request) string {
	return s.sessions.GetString(r.Context(), sessionJourney)
}

// NoteJourney notes it.
func (s *Site) NoteJourney(r *http.Request, browser string) {
	s.sessions.Put(r.Context(), sessionJourney, browser)
}

// WithSession reads the session of each request and writes it back.
func (s *Site) WithSession(next http.Handler) http.Handler { return s.sessions.LoadAndSave(next) }

// Address gives the address that a request comes from: where a proxy stands before the server, that which the proxy says it got it from.
func (s *Site) Address(r *http.Request) string {
	host, _, err := net.SplitHostPort(r.RemoteAddr)
	if err != nil {
		host = r.RemoteAddr
	}
	if !s.Proxy {
		return host
	}
	all := strings.Split(strings.Join(r.Header.Values("X-Forwarded-For"), ","), ",")
	last := strings.TrimSpace(all[len(all)-1]) // what comes before it anybody can have written
	if _, err := netip.ParseAddr(last); err != nil {
		return host
	}
	return last
}

// browser says in a few words what a browser calls itself, so that a person knows their own.
func browser(agent string) string {
	name, on := "A browser", ""
	for _, known := range [][2]string{{"Edg/", "Edge"}, {"OPR/", "Opera"}, {"Firefox/", "Firefox"}, {"Chrome/", "Chrome"}, {"Safari/", "Safari"}} {
		if strings.Contains(agent, known[0]) {
			name = known[1]
			break
		}
	}
	for _, known := range [][2]string{{"iPhone", "an iPhone"}, {"iPad", "an iPad"}, {"Android", "Android"}, {"Windows", "Windows"}, {"Mac OS X", "a Mac"}, {"Linux", "Linux"}} {
		if strings.Contains(agent, known[0]) {
			on = " on " + known[1]
			break
		}
	}
	return name + on
}

// Local gives back a path of this server, or the home page for anything that could lead elsewhere.
func Local(path string) string {
	u, err := url.Parse(path)
	if err != nil || u.IsAbs() || u.Host != "" || !strings.HasPrefix(path, "/") || strings.HasPrefix(path, "//") || strings.ContainsAny(path, "\\\r\n\t") {
		return "/"
	}
	return path
}
