// Package imports holds what was imported, the way to bring in more and the way to take it back.
package imports

import (
	"embed"

	"heed/internal/access"
	"heed/internal/web/kit"
)

//go:embed *.html
var templates embed.FS

// Section is these pages' routes and templates.
func Section(running *Pages) kit.Section {
	return kit.Section{
		Templates: templates,
		Pages:     map[string]any{"batch": importBatchPage{}, "running": importRunningPage{}, "imports": importsPage{}, "undo": importUndoPage{}},
		Routes: []kit.Route{
			kit.Get("/imports", access.ReadImports, "imports", running.list),
			kit.Post("/imports", access.Import, "import", running.receive),
			kit.Get("/importing/{id}", access.Import, "import running", running.running),
			kit.Get("/imports/{id}", access.ReadImports, "import batch", batch),
			kit.Get("/imports/{id}/undo", access.UndoImport, "import undo", undo),
			kit.Post("/imports/{id}/undo", access.UndoImport, "import undo confirmed", undoConfirmed),
		},
	}
}
