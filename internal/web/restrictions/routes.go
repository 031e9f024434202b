// Package restrictions holds the pages of restricted records: whose record is restricted, who may open it by name, and what somebody on duty opened in an
// emergency.
package restrictions

import (
	"embed"

	"heed/internal/access"
	"heed/internal/web/kit"
)

//go:embed *.html
var templates embed.FS

// Section is these pages' routes and templates. Whoever opens one has proved lately who they are. To end an emergency takes no proof: it closes a record.
func Section() kit.Section {
	may, duty := access.DecideRestriction, access.OpenInEmergency
	return kit.Section{
		Templates: templates,
		Pages:     map[string]any{"restrictions": listPage{}, "restriction": filePage{}, "emergency": emergencyPage{}, "emergencyreview": reviewPage{}},
		Routes: []kit.Route{
			kit.Asked(kit.Get("/restrictions", may, "restrictions", list)),
			kit.Asked(kit.Get("/restrictions/{id}", may, "restriction", show)),
			kit.Asked(kit.Post("/restrictions/{id}", may, "restrict a record", restrict)),
			kit.Asked(kit.Post("/restrictions/{id}/lift", may, "lift a restriction", lift)),
			kit.Asked(kit.Post("/restrictions/{id}/lift/agree", may, "agree to lift a restriction", agreeLift)),
			kit.Asked(kit.Post("/restrictions/{id}/lift/keep", may, "keep a restriction", keepOn)),
			kit.Asked(kit.Post("/restrictions/{id}/grants", may, "give a grant", giveGrant)),
			kit.Asked(kit.Post("/restrictions/{id}/grants/agree", may, "agree to a grant", agreeGrant)),
			kit.Asked(kit.Post("/restrictions/{id}/grants/end", may, "end a grant", endGrant)),
			kit.Asked(kit.Get("/emergencies/{id}", may, "emergency", showReview)),
			kit.Asked(kit.Post("/emergencies/{id}", may, "review an emergency", review)),
			kit.Post("/emergencies/{id}/end", kit.SignedIn, "end an emergency", endEmergency),
			kit.Asked(kit.Get("/children/{id}/emergency", duty, "ask for an emergency", askEmergency)),
			kit.Asked(kit.Post("/children/{id}/emergency", duty, "open in an emergency", openEmergency)),
		},
	}
}
