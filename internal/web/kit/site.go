// Package kit is what Heed's pages are made of: the site that they share, their frame and the question that they answer, forms and
// filters, words for numbers and days, and the tables, cards and tags that stand on several of them.
package kit

import (
	"html/template"
	"io/fs"
	"log/slog"
	"net/http"
	"time"

	"github.com/alexedwards/scs/v2"

	"heed/internal/door"
	"heed/internal/jobs"
	"heed/internal/signin"
	"heed/internal/signin/provider"
	"heed/rulebook"
)

// Config is what a Site is made of.
type Config struct {
	Door *door.Door
	// Jobs does what outlives a request; without it files are not imported.
	Jobs *jobs.Runner
	// SignIn is what proves who somebody is and keeps their sessions; nil in a demonstration.
	SignIn *signin.Store
	// Provider is the OpenID Connect provider that people may sign in with, nil where there is none.
	Provider *provider.Provider
	// Passkeys is Heed as authenticators know it, nil where nobody signs in with a passkey, as under an address that has none.
	Passkeys *signin.RelyingParty
	// NoPasswords says that nobody signs in with a password, as where the provider is the only way in.
	NoPasswords bool
	// URL is the address under which people reach the server, such as https://heed.example.gov.uk, with nothing after the host. Links that
	// are given to people begin with it.
	URL string
	// Proxy says that a proxy on this machine stands before the server and says from whom each request comes.
	Proxy bool
	// Demo lets anyone sign in by choosing an invented person. The caller binds such a server to a loopback address only.
	Demo bool
	// Hosts are the names, in small letters and without a port, under which the server is reached beside those of this machine to itself. A
	// request for any other is refused.
	Hosts []string
	// Now is the one clock; NewID gives the ids that an error page quotes.
	Now   func() time.Time
	NewID func() string
	Log   *slog.Logger
	// Watch is given the name of a route and the method as a request begins, and gives what is told the status and how long it took once it
	// is answered; nil where nobody counts requests. The method is what the client wrote, which may be any word.
	Watch func(route, method string) (done func(status int, took time.Duration))
}

// Site is what the pages of one server share. A page asks its Door for everything and decides nothing about who may see what.
type Site struct {
	Config

	sessions  *scs.SessionManager
	templates map[string]*template.Template
}

// NewSite makes a site with the templates of the folders. It fails where one cannot be parsed.
func NewSite(c Config, folders ...fs.FS) (*Site, error) {
	templates, err := ParseTemplates(folders...)
	if err != nil {
		return nil, err
	}
	return &Site{Config: c, sessions: newSessions(c), templates: templates}, nil
}

// ProviderName is what people call the provider that they may sign in with, blank where there is none.
func (s *Site) ProviderName() string {
	if s.Provider == nil {
		return ""
	}
	return s.Provider.Name()
}

// book gives the rulebook, nil where there are only pages of words.
func (s *Site) book() *rulebook.Book {
	if s.Door == nil {
		return nil
	}
	return s.Door.Book()
}

// Section is the pages of one subject: what a browser can ask for, the templates of the answers, by the names of their files, and for
// each template the struct that it is given, so that a test can set the two beside each other.
type Section struct {
	Routes    []Route
	Templates fs.FS
	Pages     map[string]any
}

// Handler answers one route. Its error becomes a page that says what went wrong.
type Handler func(*Site, http.ResponseWriter, *http.Request) error
