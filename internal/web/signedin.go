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
	authority, id := s.SignedInAs(r)
	if id != "" {
		actor, err := s.Door.FindActor(r.Context(), authority, id)
		switch {
		case err == nil:
			r = kit.WithActor(r, actor)
		case errors.Is(err, door.ErrNotFound):
			id = "" // they have left since
		default:
			s.fail(w, r, err)
			return r, false
		}
	}
	if id == "" && route.May != kit.Anyone {
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

// permit refuses a reader what their role may not open at all. The door then asks again about the very child or list.
func (s *Server) permit(r *http.Request, route kit.Route) error {
	if s.May(s.Actor(r), route.May) {
		return nil
	}
	return door.ErrForbidden
}
