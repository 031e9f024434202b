package kit

import (
	"heed/internal/access"
	"heed/internal/door"
)

// Two permissions of routes that no policy decides: Anyone opens a page without signing in, SignedIn in any role.
const (
	Anyone   access.Action = "anyone"
	SignedIn access.Action = "signed in"
)

// May says whether a reader's role opens a route at all, by the same policies as the door.
func (s *Site) May(actor door.Actor, action access.Action) bool {
	switch action {
	case Anyone:
		return true
	case SignedIn:
		return actor.ID != ""
	default:
		return actor.ID != "" && s.Door.May(actor, action)
	}
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
