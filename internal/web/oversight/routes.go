// Package oversight holds the pages of those who answer for the access log: who has seen a child's record, and the looks that somebody is to look into.
package oversight

import (
	"embed"

	"heed/internal/access"
	"heed/internal/web/kit"
)

//go:embed *.html
var templates embed.FS

// Section is these pages' routes and templates.
func Section() kit.Section {
	may := access.ReadAccessLog
	return kit.Section{
		Templates: templates,
		Pages:     map[string]any{"seen": seenPage{}, "oddities": odditiesPage{}, "oddity": oddityPage{}},
		Routes: []kit.Route{
			kit.Get("/children/{id}/seen", may, "who has seen a child", seen), // the door decides child by child
			kit.Get(odditiesHref, may, "oddities", oddities),
			kit.Get(odditiesHref+"/{id}", may, "oddity", oddity),
			kit.Post(odditiesHref+"/{id}", may, "oddity looked into", lookInto),
		},
	}
}
