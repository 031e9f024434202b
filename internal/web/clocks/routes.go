// Package clocks holds the list of what is owed and the page of one clock.
package clocks

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
		Pages:     map[string]any{"clock": clockPage{}, "clocks": clocksPage{}},
		Routes: []kit.Route{
			kit.Get("/clocks", access.ListClocks, "clocks", list),
			kit.Get("/clock", access.ListClocks, "clock", one),
			kit.Asked(kit.Get("/clocks.csv", access.Export, "clocks export", export)),
		},
	}
}
