// Package findings holds what the checks found in the records.
package findings

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
		Pages:     map[string]any{"findings": findingsPage{}},
		Routes: []kit.Route{
			kit.Get("/findings", access.ListFindings, "findings", list),
			kit.Asked(kit.Get("/findings.csv", access.Export, "findings export", export)),
		},
	}
}
