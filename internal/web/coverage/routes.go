// Package coverage holds the page of what the records cover.
package coverage

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
		Pages:     map[string]any{"coverage": coveragePage{}, "next": nextPage{}},
		Routes: []kit.Route{
			kit.Get("/coverage", access.ReadFigure, "coverage", list), kit.Get("/coverage/{id}", access.ReadFigure, "what waits for records to come", next),
		},
	}
}
