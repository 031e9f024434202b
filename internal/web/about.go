package web

import "net/http"

// aboutPage is a page of words alone.
type aboutPage struct{ frame }

func (s *Server) accessibility(w http.ResponseWriter, r *http.Request) error {
	return s.render(w, "accessibility", aboutPage{s.plain(r, "Accessibility statement")})
}

func (s *Server) help(w http.ResponseWriter, r *http.Request) error {
	return s.render(w, "help", aboutPage{s.plain(r, "Help")})
}
