// Package published holds what is published of each authority, open to anyone.
package published

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
		Pages:     map[string]any{"published": publishedPage{}, "publishedauthority": publishedAuthorityPage{}},
		Routes: []kit.Route{
			kit.Get("/published", kit.Anyone, "published", list), // of areas, and public; never of a child
			kit.Get("/published/{code}", kit.Anyone, "published authority", authority),
			kit.Get("/published/{code}/{file}", kit.Anyone, "published file", file),
		},
	}
}
