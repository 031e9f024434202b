package home

import (
	"net/http"

	"heed/internal/home"
	"heed/internal/web/kit"
)

// serviceHome shows a head of service how their own service does. It is a director's page, of one service.
func serviceHome(s *kit.Site, w http.ResponseWriter, r *http.Request) error {
	service := s.Actor(r).Service
	if service == "" {
		return directorHome(s, w, r)
	}
	return leaderHome(s, w, r, "How "+service+" is doing", home.Service)
}
