package web

import (
	"errors"
	"net/http"
	"net/url"

	"heed/internal/door"
	"heed/internal/web/kit"
)

// signIn finds who is signed in and adds them to the request. Where a route needs somebody and there is nobody, it sends the
// reader to sign in and reports false.
func (s *Server) signIn(w http.ResponseWriter, r *http.Request, route kit.Route) (*http.Request, bool) {
	as, who, signedIn := s.SignedInAs(r), door.Nobody(), false
	if as.Account != "" {
		actor, err := s.Door.FindCapacity(r.Context(), as)
		switch {
		case err == nil && s.Over(r, actor):
			if err := s.EndSession(r); err != nil {
				s.fail(w, r, err)
				return r, false
			}
		case err == nil:
			actor.Unproved = !s.Proved(r)
			opened, err := s.Door.Session(actor).Emergencies(r.Context())
			if err != nil {
				s.fail(w, r, err)
				return r, false
			}
			who, r, signedIn = actor, kit.WithEmergencies(kit.WithActor(r, actor), opened), true
		case errors.Is(err, door.ErrNotFound):
			// they have left since, or may no longer be what they signed in as
		default:
			s.fail(w, r, err)
			return r, false
		}
	}
	if !signedIn && route.May != kit.Anyone {
		http.Redirect(w, r, "/sign-in?next="+url.QueryEscape(next(r)), http.StatusSeeOther)
		return r, false
	}
	if signedIn && route.Again && !s.Proved(r) {
		http.Redirect(w, r, "/confirm?next="+url.QueryEscape(next(r)), http.StatusSeeOther)
		return r, false
	}
	return r.WithContext(door.By(r.Context(), who)), true
}

// longestNext is the longest address that a reader is sent back to once they have signed in: it must fit into another address.
const longestNext = 2 << 10

// next is where to go on after sign-in: back to what was asked for, where it can be asked for again.
func next(r *http.Request) string {
	if r.Method != http.MethodGet || r.URL.Path == "/" {
		return "/"
	}
	if asked := r.URL.RequestURI(); len(asked) <= longestNext {
		return asked
	}
	return "/"
}

// permit refuses a reader what their role may not open at all, which is logged. The door then asks again about the very child or list.
func (s *Server) permit(r *http.Request, route kit.Route) error {
	if route.May == kit.Anyone || route.May == kit.SignedIn {
		return nil // who has not signed in has been sent to do so
	}
	return s.Door.Session(s.Actor(r)).Allow(r.Context(), route.May, route.Name)
}

// whoever gives the person whose session a request has, or nobody.
func (s *Server) whoever(r *http.Request) door.Actor {
	if who, err := s.Door.FindCapacity(r.Context(), s.SignedInAs(r)); err == nil {
		return who
	}
	return door.Nobody()
}
