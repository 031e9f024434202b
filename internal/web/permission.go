package web

import (
	"net/http"

	"heed/internal/access"
	"heed/internal/door"
)

// Two permissions of routes that no policy decides: Anyone opens a page without signing in, SignedIn in any role.
const (
	Anyone   access.Action = "anyone"
	SignedIn access.Action = "signed in"
)

// may says whether a reader's role opens a route at all, by the same policies as the door.
func (s *Server) may(actor door.Actor, action access.Action) bool {
	switch action {
	case Anyone:
		return true
	case SignedIn:
		return actor.ID != ""
	default:
		return actor.ID != "" && s.app.May(actor, action)
	}
}

// permit refuses a reader what their role may not open at all. The door then asks again about the very child or list.
func (s *Server) permit(r *http.Request, route Route) error {
	if s.may(s.actor(r), route.May) {
		return nil
	}
	return door.ErrForbidden
}

// roleTitle is a role as the header names it, with the team of those who have one.
func roleTitle(a door.Actor) string {
	switch a.Role {
	case access.SocialWorker, access.PersonalAdviser, access.FamilySupportWorker, access.TeamManager:
		if a.Team != "" {
			return string(a.Role) + ", " + a.Team
		}
	case access.HeadOfService:
		if a.Service != "" {
			return string(a.Role) + ", " + a.Service
		}
	default:
	}
	return string(a.Role)
}
