// Package rules holds the rulebook as it runs.
package rules

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
		Pages:     map[string]any{"rule": rulePage{}, "rules": rulesPage{}},
		Routes: []kit.Route{
			kit.Get("/rules", access.ReadRule, "rules", list),
			kit.Get("/rules/{id}", access.ReadRule, "rule", one),
		},
	}
}
