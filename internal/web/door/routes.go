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
		Pages: map[string]any{
			"accesslog": accessLogPage{}, "signin": signInView{}, "password": passwordPage{}, "code": codePage{}, "confirm": confirmPage{}, "own": ownPage{},
			"link": linkPage{}, "linkcodes": enrolPage{}, "linkdone": enrolledPage{}, "linkover": overPage{},
			"passkey": passkeyPage{}, "provider": providerPage{}, "refused": refusedPage{},
		},
		Routes: []kit.Route{
			kit.Get("/access-log", access.ReadAccessLog, "access log", accessLog),
			kit.Get("/sign-in", kit.Anyone, "sign in", signInPage),
			kit.Post("/sign-in", kit.Anyone, "sign in as", signInAs),
			kit.Get("/sign-in/code", kit.Anyone, "ask for a code", askCode),
			kit.Post("/sign-in/code", kit.Anyone, "try a code", byPassword(tryCode)),
			kit.Post("/sign-in/provider", kit.Anyone, "sign in with the provider", signInElsewhere),
			kit.Post("/sign-in/passkey", kit.Anyone, "ask for a passkey", askPasskey),
			kit.Post("/sign-in/passkey/answer", kit.Anyone, "sign in with a passkey", tryPasskey),
			kit.Get("/sign-in/back", kit.Anyone, "back from the provider", back),
			kit.Post("/sign-out", kit.Anyone, "sign out", signOut),

			kit.Get("/link/{token}", kit.Anyone, "link", link),
			kit.Post("/link/{token}", kit.Anyone, "choose a password", byPassword(choosePassword)),
			kit.Get("/link/{token}/codes", kit.Anyone, "ask for the first code", byPassword(askFirstCode)),
			kit.Post("/link/{token}/codes", kit.Anyone, "try the first code", byPassword(tryFirstCode)),
			kit.Get("/link/{token}/picture.png", kit.Anyone, "picture for the app", byPassword(firstPicture)),

			kit.Post("/link/{token}/provider", kit.Anyone, "connect the provider", bindElsewhere),
			kit.Post("/link/{token}/passkey", kit.Anyone, "make a passkey by a link", makePasskeyByLink),
			kit.Post("/link/{token}/passkey/answer", kit.Anyone, "keep a passkey by a link", keepPasskeyByLink),

			kit.Get("/confirm", kit.SignedIn, "ask again", confirm),
			kit.Post("/confirm", kit.SignedIn, "try again", byPassword(tryAgain)),
			kit.Post("/confirm/provider", kit.SignedIn, "try again with the provider", confirmElsewhere),
			kit.Post("/confirm/passkey", kit.SignedIn, "ask again for a passkey", askPasskeyAgain),
			kit.Post("/confirm/passkey/answer", kit.SignedIn, "try again with a passkey", tryPasskeyAgain),
			kit.Get("/own", kit.SignedIn, "own account", own),
			kit.Post("/own/role", kit.SignedIn, "go on in another role", switchTo),
			kit.Post("/own/sessions", kit.SignedIn, "end other sessions", endOther),
			kit.Post("/own/password", kit.SignedIn, "change the password", byPassword(changePassword)),
			kit.Asked(kit.Post("/own/codes", kit.SignedIn, "make recovery codes", byPassword(newCodes))),
			kit.Asked(kit.Post("/own/passkeys", kit.SignedIn, "make a passkey", makePasskey)),
			kit.Post("/own/passkeys/answer", kit.SignedIn, "keep a passkey", keepPasskey),
			kit.Asked(kit.Post("/own/passkeys/remove", kit.SignedIn, "remove a passkey", removePasskey)),
		},
	}
}
