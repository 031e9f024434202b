// Package accounts holds the pages of those who keep accounts: who may sign in, in which roles, and who acts for whom.
package accounts

import (
	"embed"

	"heed/internal/access"
	"heed/internal/web/kit"
)

//go:embed *.html
var templates embed.FS

// Section is these pages' routes and templates. Whoever opens one has proved lately who they are.
func Section() kit.Section {
	may := access.ManageAccounts
	return kit.Section{
		Templates: templates,
		Pages:     map[string]any{"accounts": listPage{}, "account": accountPage{}, "accountnew": newPage{}, "accountlink": invitedPage{}, "accountreview": reviewPage{}},
		Routes: []kit.Route{
			kit.Asked(kit.Get("/accounts", may, "accounts", list)),
			kit.Asked(kit.Get("/accounts/new", may, "new account", askNew)),
			kit.Asked(kit.Post("/accounts/new", may, "make an account", makeNew)),
			kit.Asked(kit.Get("/accounts/review", may, "review of accounts", askReview)),
			kit.Asked(kit.Post("/accounts/review", may, "review accounts", review)),
			kit.Asked(kit.Get("/accounts/{id}", may, "account", show)),
			kit.Asked(kit.Post("/accounts/{id}", may, "change an account", change)),
			kit.Asked(kit.Post("/accounts/{id}/link", may, "make a link to sign in", invite)),
			kit.Asked(kit.Post("/accounts/{id}/forget", may, "take away what an account signs in with", forget)),
			kit.Asked(kit.Post("/accounts/{id}/roles", may, "give a role", giveRole)),
			kit.Asked(kit.Post("/accounts/{id}/roles/agree", may, "agree to a role", agreeRole)),
			kit.Asked(kit.Post("/accounts/{id}/roles/end", may, "end a role", endRole)),
			kit.Asked(kit.Post("/accounts/{id}/acting", may, "arrange who acts", act)),
			kit.Asked(kit.Post("/accounts/{id}/acting/agree", may, "agree to who acts", agreeActing)),
			kit.Asked(kit.Post("/accounts/{id}/acting/end", may, "end who acts", endActing)),
		},
	}
}
