package about

import (
	"net/http"

	"heed/internal/web/kit"
)

// aboutPage is a page of words alone.
type aboutPage struct{ kit.Frame }

func accessibility(s *kit.Site, w http.ResponseWriter, r *http.Request) error {
	return s.Render(w, "accessibility", aboutPage{s.Plain(r, "Accessibility statement")})
}

func help(s *kit.Site, w http.ResponseWriter, r *http.Request) error {
	return s.Render(w, "help", aboutPage{s.Plain(r, "Help")})
}
