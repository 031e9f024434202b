// Package published holds what is published of each authority, open to anyone, and the way to bring more of it in.
package published

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
		Pages: map[string]any{
			"published": publishedPage{}, "publishedauthority": publishedAuthorityPage{}, "publishedfiles": publishedFilesPage{}, "publishedpreview": publishedPreviewPage{},
		},
		Routes: []kit.Route{
			kit.Get("/published", kit.Anyone, "published", list), // of areas, and public; never of a child
			kit.Get("/published/{code}", kit.Anyone, "published authority", authority),
			kit.Get("/published/{code}/{file}", kit.Anyone, "published file", file),
			kit.Get(filesPath, access.ImportPublished, "published files", files),
			kit.Upload(filesPath, access.ImportPublished, "published file sent", receive),
			kit.Get(filesPath+"/{id}", access.ImportPublished, "published file preview", preview),
			kit.Post(filesPath+"/{id}", access.ImportPublished, "published file confirmed", confirm),
			kit.Post(filesPath+"/{id}/discard", access.ImportPublished, "published file discarded", discard),
			kit.Post(renamingsPath, access.ImportPublished, "published series renamed", rename),
			kit.Post(renamingsPath+"/undo", access.ImportPublished, "published series renaming undone", unrename),
		},
	}
}
