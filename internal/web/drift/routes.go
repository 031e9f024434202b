// Package drift holds the list of children who are left to wait.
package drift

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
		Pages:     map[string]any{"drift": driftPage{}},
		Routes: []kit.Route{
			kit.Get("/drift", access.ListDrift, "drift", list),
			kit.Asked(kit.Get("/drift.csv", access.Export, "drift export", export)),
		},
	}
}
