// Package figures holds the list of figures, the page of one and its breakdowns.
package figures

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
		Pages:     map[string]any{"figure": figurePage{}, "figures": figuresPage{}, "breakdown": breakdownPage{}, "days": daysPage{}},
		Routes: []kit.Route{
			kit.Get("/figures", access.ReadFigure, "figures", list),
			kit.Get("/figures/{id}", access.ReadFigure, "figure", one),
			kit.Get("/figures/{id}/breakdown", access.ReadFigure, "breakdown", breakdown),
			kit.Asked(kit.Get("/figures/{id}/breakdown.csv", access.Export, "breakdown export", exportBreakdown)),
			kit.Asked(kit.Get("/figures/{id}/rows.csv", access.Export, "figure export", exportRows)),
			kit.Asked(kit.Get("/figures/{id}/rows.xlsx", access.Export, "figure export workbook", exportRows)),
		},
	}
}
