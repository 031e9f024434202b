package kit

import (
	"net/http"

	"heed/internal/web/assets"
)

// PasskeyForm is the button that leads to the page which asks for a passkey. A page has none where it is nil.
type PasskeyForm struct {
	Action, Text, Next string
	// Second says that another way stands first on the page.
	Second bool
	Fault  string
}

// PasskeyField is where on a page the fault of a passkey is shown.
const PasskeyField = "passkey"

// HasPasskeys says whether people may sign in with passkeys here.
func (s *Site) HasPasskeys() bool { return s.SignIn != nil && s.Passkeys != nil }

// RunsScript lets the answer run Heed's own script for passkeys, and no other. Every other page runs none.
func (s *Site) RunsScript(w http.ResponseWriter) {
	const policy = "Content-Security-Policy"
	w.Header().Set(policy, w.Header().Get(policy)+"; script-src "+s.URL+assets.Path("passkey.js"))
}

// Ceremony gives by what this browser is known when it brings an authenticator's answer, blank where it was never asked for one.
func (s *Site) Ceremony(r *http.Request) string {
	return s.sessions.GetString(r.Context(), sessionCeremony)
}

// NoteCeremony notes it.
func (s *Site) NoteCeremony(r *http.Request, browser string) {
	s.sessions.Put(r.Context(), sessionCeremony, browser)
}

// BrowserName says in a few words what the browser of a request calls itself, such as Firefox on Windows.
func BrowserName(r *http.Request) string { return browser(r.UserAgent()) }
