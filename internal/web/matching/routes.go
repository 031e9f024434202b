// Package matching holds the decisions whether two numbers are one child.
package matching

import (
	"embed"

	"heed/internal/access"
	"heed/internal/web/kit"
)

//go:embed *.html
var templates embed.FS

// Section is these pages' routes and templates.
func Section() kit.Section {
	return kit.Section{
		Templates: templates,
		Pages:     map[string]any{"matches": matchesPage{}, "match": matchPage{}},
		Routes: []kit.Route{
			kit.Get("/matches", access.DecideMatch, "matches", list),
			kit.Post("/matches", access.DecideMatch, "match decided", decided),
			kit.Get("/matches/decide", access.DecideMatch, "match", one),
		},
	}
}
