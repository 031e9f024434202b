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
		Pages:     map[string]any{"batch": importBatchPage{}, "running": importRunningPage{}, "imports": importsPage{}, "preview": previewPage{}, "columns": columnsPage{}, "saved": savedColumnsPage{}, "undo": importUndoPage{}},
		Routes: []kit.Route{
			kit.Get("/imports", access.ReadImports, "imports", running.list),
			kit.Upload("/imports", access.Import, "import", running.receive),
			kit.Get("/importing/{id}", access.Import, "import running", running.running),
			kit.Post("/importing/{id}/cancel", access.Import, "import cancelled", cancel),
			kit.Get("/uploads/{id}", access.Import, "import preview", running.preview),
			kit.Post("/uploads/{id}", access.Import, "import confirmed", running.confirm),
			kit.Upload("/uploads/{id}/files", access.Import, "import mended", running.mend),
			kit.Post("/uploads/{id}/again", access.Import, "import read again", running.again),
			kit.Post("/uploads/{id}/take", access.Import, "import file chosen", running.take),
			kit.Post("/uploads/{id}/leave-out", access.Import, "import file left out", running.leaveOut),
			kit.Get("/uploads/{id}/columns", access.Import, "import columns", running.columns),
			kit.Post("/uploads/{id}/columns", access.Import, "import columns saved", running.saveColumns),
			kit.Get("/saved-columns", access.Import, "saved columns", savedColumns),
			kit.Post("/saved-columns/{id}/withdraw", access.Import, "saved columns withdrawn", withdrawColumns),
			kit.Post("/uploads/{id}/discard", access.Import, "import discarded", running.discard),
			kit.Get("/uploads/{id}/faults.csv", access.Import, "import preview faults", previewFaults),
			kit.Get("/uploads/{id}/faults.xlsx", access.Import, "import preview faults workbook", previewFaults),
			kit.Get("/imports/{id}/faults.csv", access.ReadImports, "import faults", batchFaults),
			kit.Get("/imports/{id}/faults.xlsx", access.ReadImports, "import faults workbook", batchFaults),
			kit.Get("/imports/{id}", access.ReadImports, "import batch", batch),
			kit.Asked(kit.Get("/imports/{id}/undo", access.UndoImport, "import undo", undo)),
			kit.Asked(kit.Post("/imports/{id}/undo", access.UndoImport, "import undo confirmed", undoConfirmed)),
		},
	}
}
