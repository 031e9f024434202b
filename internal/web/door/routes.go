// Package door holds signing in and out, and the log of who looked at what.
package door

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
		Pages:     map[string]any{"accesslog": accessLogPage{}, "signin": signInView{}},
		Routes: []kit.Route{
			kit.Get("/access-log", access.ReadAccessLog, "access log", accessLog),
			kit.Get("/sign-in", kit.Anyone, "sign in", signInPage),
			kit.Post("/sign-in", kit.Anyone, "sign in as", signInAs),
			kit.Post("/sign-out", kit.Anyone, "sign out", signOut),
		},
	}
}
