// Package home holds the first page of each role.
package home

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
		Pages:     map[string]any{"analyst": analystHomePage{}, "director": directorHomePage{}, "manager": managerHomePage{}, "member": memberHomePage{}, "partner": partnerHomePage{}, "worker": workerHomePage{}},
		Routes: []kit.Route{
			kit.Get("/{$}", kit.SignedIn, "home", show),
		},
	}
}
