// Package about holds the pages of words alone.
package about

import (
	"embed"

	"heed/internal/web/kit"
)

//go:embed *.html
var templates embed.FS

// Section is these pages' routes and templates.
func Section() kit.Section {
	return kit.Section{
		Templates: templates,
		Pages:     map[string]any{"accessibility": aboutPage{}, "help": aboutPage{}},
		Routes: []kit.Route{
			kit.Get("/accessibility", kit.Anyone, "accessibility", accessibility),
			kit.Get("/help", kit.Anyone, "help", help),
		},
	}
}
