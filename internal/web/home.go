package web

import (
	"net/http"

	"heed/internal/access"
)

// home shows each reader what needs them first, by their role.
func (s *Server) home(w http.ResponseWriter, r *http.Request) error {
	switch s.actor(r).Role {
	case access.TeamManager:
		return s.managerHome(w, r)
	case access.Director, access.HeadOfService, access.Inspector, access.System:
		return s.directorHome(w, r)
	case access.ElectedMember, access.Partner:
		return s.memberHome(w, r)
	case access.Analyst:
		return s.analystHome(w, r)
	default:
		return s.workerHome(w, r)
	}
}
