// Package extract holds the page on which those who read records as they are held download them.
package extract

import (
	"embed"

	"heed/internal/access"
	"heed/internal/web/kit"
)

//go:embed *.html
var templates embed.FS

// fileHref is the address of a download.
const fileHref = "/exports/file"

// Section is these pages' routes and templates.
func Section() kit.Section {
	return kit.Section{
		Templates: templates,
		Pages:     map[string]any{"exports": exportsPage{}},
		Routes: []kit.Route{
			kit.Get("/exports", access.Export, "exports", exports),
			kit.Asked(kit.Get(fileHref, access.Export, "export file", download)),
		},
	}
}
