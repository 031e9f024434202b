package home

import (
	"net/http"

	"heed/internal/access"
	"heed/internal/web/kit"
)

// show shows each reader what needs them first, by their role.
func show(s *kit.Site, w http.ResponseWriter, r *http.Request) error {
	switch s.Actor(r).Role {
	case access.TeamManager:
		return managerHome(s, w, r)
	case access.HeadOfService:
		return serviceHome(s, w, r)
	case access.Director, access.Inspector, access.System:
		return directorHome(s, w, r)
	case access.Partner, access.InvitedAgency, access.SafeguardingPartners:
		return partnerHome(s, w, r)
	case access.ElectedMember:
		return memberHome(s, w, r)
	case access.Administrator:
		http.Redirect(w, r, "/accounts", http.StatusSeeOther)
		return nil
	case access.Analyst:
		return analystHome(s, w, r)
	default:
		return workerHome(s, w, r)
	}
}
