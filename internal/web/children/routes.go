// Package children holds the pages about one child, and the search for one.
package children

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
		Pages:     map[string]any{"child": childPage{}, "journey": journeyPage{}, "find": findPage{}},
		Routes: []kit.Route{
			kit.Get("/find", access.ListClocks, "find", find),
			kit.Post("/find", access.ListClocks, "find by", find),
			kit.Get("/children/{id}", kit.SignedIn, "child", child), // the door decides child by child
			kit.Get("/children/{id}/journey", kit.SignedIn, "journey", journey),
		},
	}
}
