// Package issuer is an OpenID Connect provider, for tests: that of zitadel/oidc, with people and requests in memory, over plain HTTP on this machine.
// It signs in whoever comes at once, or asks them who they are on a page with a button for each person; where a test says how, its tokens are wrong.
package issuer

import (
	"crypto/rand"
	"crypto/rsa"
	"net/http"
	"net/http/httptest"
	"sync"
	"testing"
	"time"

	"github.com/zitadel/oidc/v3/pkg/oidc"
	"github.com/zitadel/oidc/v3/pkg/op"
)

// ClientID and Password are what the provider knows Heed by.
const (
	ClientID = "heed-at-the-council"
	Password = "a secret of the test"
)

// Issuer is a provider that runs. What it does is changed by Set.
type Issuer struct {
	op.Storage // for what nobody asks of it

	server *httptest.Server
	key    *rsa.PrivateKey

	mu       sync.Mutex
	does     Behaviour
	requests map[string]*authRequest
	lastCode string
}

// Behaviour is what a provider does.
type Behaviour struct {
	// Back is the one address to which it sends people back, and SignedOut the one after they have signed out there.
	Back, SignedOut string
	// Subject is who comes, where there are no People, among whom somebody chooses.
	Subject string
	People  []string
	// SignedIn gives when whoever comes has signed in.
	SignedIn func() time.Time
	// Down says that it answers everything with a fault, and Unreachable that it does so where Heed itself asks for a token.
	Down, Unreachable bool
	// Claims alters what a token says, and Sign how it is signed.
	Claims func(map[string]any)
	Sign   func(claims []byte) string
}

// Open starts a provider on a port of this machine, in which people have signed in at a moment. It ends with the test.
func Open(t *testing.T, signedIn func() time.Time) *Issuer {
	t.Helper()
	key, err := rsa.GenerateKey(rand.Reader, 2048)
	if err != nil {
		t.Fatal(err)
	}
	i := &Issuer{key: key, does: Behaviour{Subject: "subject-1", SignedIn: signedIn}, requests: map[string]*authRequest{}}
	i.server = httptest.NewUnstartedServer(nil)
	provider, err := op.NewProvider(&op.Config{CryptoKey: [32]byte{1}, CodeMethodS256: true, AuthMethodPost: true}, i,
		op.StaticIssuer("http://"+i.server.Listener.Addr().String()), op.WithAllowInsecure())
	if err != nil {
		t.Fatal(err)
	}
	mux := http.NewServeMux()
	mux.HandleFunc("/login", i.login)
	mux.Handle("/", provider)
	i.server.Config.Handler = i.altered(mux)
	i.server.Start()
	t.Cleanup(i.server.Close)
	return i
}

// URL is the provider's address, by which it calls itself.
func (i *Issuer) URL() string { return i.server.URL }

// Close stops the provider: nothing listens on its port any more.
func (i *Issuer) Close() { i.server.Close() }

// Set changes what the provider does from now on.
func (i *Issuer) Set(change func(*Behaviour)) {
	i.mu.Lock()
	defer i.mu.Unlock()
	change(&i.does)
}

// LastCode is the code that was given out last.
func (i *Issuer) LastCode() string {
	i.mu.Lock()
	defer i.mu.Unlock()
	return i.lastCode
}

func (i *Issuer) now() Behaviour {
	i.mu.Lock()
	defer i.mu.Unlock()
	return i.does
}

// altered answers with a fault where the provider is down, and alters tokens where a test says how.
func (i *Issuer) altered(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		does := i.now()
		token := r.URL.Path == "/oauth/token"
		if does.Down || token && does.Unreachable {
			http.Error(w, "down", http.StatusBadGateway)
			return
		}
		if !token || does.Claims == nil && does.Sign == nil {
			next.ServeHTTP(w, r)
			return
		}
		answer := httptest.NewRecorder()
		next.ServeHTTP(answer, r)
		i.rewrite(w, answer, does)
	})
}

// authRequest is somebody who was sent to the provider.
type authRequest struct {
	*oidc.AuthRequest

	id, code, subject string
	at                time.Time
	done              bool
}

func (q *authRequest) GetID() string                      { return q.id }
func (q *authRequest) GetACR() string                     { return "" }
func (q *authRequest) GetAMR() []string                   { return nil }
func (q *authRequest) GetAudience() []string              { return []string{q.ClientID} }
func (q *authRequest) GetAuthTime() time.Time             { return q.at }
func (q *authRequest) GetClientID() string                { return q.ClientID }
func (q *authRequest) GetNonce() string                   { return q.Nonce }
func (q *authRequest) GetRedirectURI() string             { return q.RedirectURI }
func (q *authRequest) GetResponseType() oidc.ResponseType { return q.ResponseType }
func (q *authRequest) GetResponseMode() oidc.ResponseMode { return q.ResponseMode }
func (q *authRequest) GetScopes() []string                { return q.Scopes }
func (q *authRequest) GetState() string                   { return q.State }
func (q *authRequest) GetSubject() string                 { return q.subject }
func (q *authRequest) Done() bool                         { return q.done }
func (q *authRequest) GetCodeChallenge() *oidc.CodeChallenge {
	if q.CodeChallenge == "" {
		return nil
	}
	return &oidc.CodeChallenge{Challenge: q.CodeChallenge, Method: q.CodeChallengeMethod}
}
