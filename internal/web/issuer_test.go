//go:build !race || long

package web_test

import (
	"bytes"
	"context"
	"crypto/rand"
	"crypto/rsa"
	"encoding/base64"
	"encoding/json"
	"errors"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"sync"
	"testing"
	"time"

	jose "github.com/go-jose/go-jose/v4"
	"github.com/zitadel/oidc/v3/pkg/oidc"
	"github.com/zitadel/oidc/v3/pkg/op"
)

// issuer is an OpenID Connect provider: that of zitadel, with people and requests in memory. Whoever comes to it is signed in as subject.
type issuer struct {
	op.Storage // for what nobody asks of it

	server *httptest.Server
	key    *rsa.PrivateKey
	back   string

	mu       sync.Mutex
	subject  string
	signedIn func() time.Time
	requests map[string]*authRequest
	last     *oidc.AuthRequest
	lastCode string
	down     bool
	// claims alters what a token says, and sign how it is signed.
	claims func(map[string]any)
	sign   func(claims []byte) string
}

const (
	clientID     = "heed-at-the-council"
	clientSecret = "a secret of the test"
)

// openIssuer starts a provider in which people have signed in at a moment.
func openIssuer(t *testing.T, signedIn func() time.Time) *issuer {
	t.Helper()
	key, err := rsa.GenerateKey(rand.Reader, 2048)
	if err != nil {
		t.Fatal(err)
	}
	i := &issuer{key: key, subject: "subject-1", signedIn: signedIn, requests: map[string]*authRequest{}}
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

// set changes what the provider does.
func (i *issuer) set(change func()) {
	i.mu.Lock()
	defer i.mu.Unlock()
	change()
}

// login signs in whoever comes, at once.
func (i *issuer) login(w http.ResponseWriter, r *http.Request) {
	i.set(func() {
		if q := i.requests[r.FormValue("id")]; q != nil {
			q.subject, q.at, q.done = i.subject, i.signedIn(), true
		}
	})
	http.Redirect(w, r, "/authorize/callback?id="+url.QueryEscape(r.FormValue("id")), http.StatusFound)
}

// altered answers with a fault where the provider is down, and alters its tokens where a test says how.
func (i *issuer) altered(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		i.mu.Lock()
		down, claims, sign := i.down, i.claims, i.sign
		i.mu.Unlock()
		if down {
			http.Error(w, "down", http.StatusBadGateway)
			return
		}
		if r.URL.Path != "/oauth/token" || claims == nil && sign == nil {
			next.ServeHTTP(w, r)
			return
		}
		answer := httptest.NewRecorder()
		next.ServeHTTP(answer, r)
		var body map[string]any
		if err := json.Unmarshal(answer.Body.Bytes(), &body); err == nil && body["id_token"] != nil {
			token, _ := body["id_token"].(string)
			said := map[string]any{}
			decoder := json.NewDecoder(base64.NewDecoder(base64.RawURLEncoding, strings.NewReader(strings.Split(token, ".")[1])))
			decoder.UseNumber()
			_ = decoder.Decode(&said)
			if claims != nil {
				claims(said)
			}
			if sign == nil {
				sign = i.signed
			}
			again, _ := json.Marshal(said)
			body["id_token"] = sign(again)
		}
		w.Header().Set("Content-Type", "application/json")
		w.WriteHeader(answer.Code)
		_ = json.NewEncoder(w).Encode(body)
	})
}

func (i *issuer) signed(claims []byte) string { return signedBy(i.key, claims) }

func signedBy(key *rsa.PrivateKey, claims []byte) string {
	signer, err := jose.NewSigner(jose.SigningKey{Algorithm: jose.RS256, Key: jose.JSONWebKey{Key: key, KeyID: "key-1"}}, nil)
	if err != nil {
		return ""
	}
	object, err := signer.Sign(claims)
	if err != nil {
		return ""
	}
	text, _ := object.CompactSerialize()
	return text
}

// unsigned says that a token needs no signature.
func unsigned(claims []byte) string {
	part := base64.RawURLEncoding.EncodeToString
	return part([]byte(`{"alg":"none"}`)) + "." + part(claims) + "."
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

var errNotThere = errors.New("not there")

func (i *issuer) CreateAuthRequest(_ context.Context, asked *oidc.AuthRequest, _ string) (op.AuthRequest, error) {
	i.mu.Lock()
	defer i.mu.Unlock()
	q := &authRequest{AuthRequest: asked, id: rand.Text()}
	i.requests[q.id], i.last = q, asked
	return q, nil
}

func (i *issuer) AuthRequestByID(_ context.Context, id string) (op.AuthRequest, error) {
	return i.find(func(q *authRequest) bool { return q.id == id })
}

func (i *issuer) AuthRequestByCode(_ context.Context, code string) (op.AuthRequest, error) {
	return i.find(func(q *authRequest) bool { return q.code == code })
}

func (i *issuer) find(is func(*authRequest) bool) (op.AuthRequest, error) {
	i.mu.Lock()
	defer i.mu.Unlock()
	for _, q := range i.requests {
		if is(q) {
			return q, nil
		}
	}
	return nil, errNotThere
}

func (i *issuer) SaveAuthCode(_ context.Context, id, code string) error {
	i.set(func() { i.requests[id].code, i.lastCode = code, code })
	return nil
}

func (i *issuer) DeleteAuthRequest(_ context.Context, id string) error {
	i.set(func() { delete(i.requests, id) })
	return nil
}

func (i *issuer) CreateAccessToken(context.Context, op.TokenRequest) (string, time.Time, error) {
	return rand.Text(), time.Now().Add(time.Hour), nil
}

// signingKey is the key of the provider, as it signs with it and as it shows it.
type signingKey struct {
	key    *rsa.PrivateKey
	public bool
}

func (k signingKey) ID() string                                  { return "key-1" }
func (k signingKey) Algorithm() jose.SignatureAlgorithm          { return jose.RS256 }
func (k signingKey) SignatureAlgorithm() jose.SignatureAlgorithm { return jose.RS256 }
func (k signingKey) Use() string                                 { return "sig" }
func (k signingKey) Key() any {
	if k.public {
		return &k.key.PublicKey
	}
	return k.key
}

func (i *issuer) SigningKey(context.Context) (op.SigningKey, error) {
	return signingKey{key: i.key}, nil
}

func (i *issuer) KeySet(context.Context) ([]op.Key, error) {
	return []op.Key{signingKey{key: i.key, public: true}}, nil
}

func (i *issuer) SignatureAlgorithms(context.Context) ([]jose.SignatureAlgorithm, error) {
	return []jose.SignatureAlgorithm{jose.RS256}, nil
}

func (i *issuer) GetClientByClientID(_ context.Context, id string) (op.Client, error) {
	if id != clientID {
		return nil, errNotThere
	}
	return client{i.back}, nil
}

func (i *issuer) AuthorizeClientIDSecret(_ context.Context, id, secret string) error {
	if id != clientID || !bytes.Equal([]byte(secret), []byte(clientSecret)) {
		return errNotThere
	}
	return nil
}

func (i *issuer) SetUserinfoFromScopes(_ context.Context, who *oidc.UserInfo, subject, _ string, _ []string) error {
	who.Subject = subject
	return nil
}

func (i *issuer) GetPrivateClaimsFromScopes(context.Context, string, string, []string) (map[string]any, error) {
	return nil, nil
}

func (i *issuer) Health(context.Context) error { return nil }

// client is Heed as the provider knows it.
type client struct{ back string }

func (c client) GetID() string                       { return clientID }
func (c client) RedirectURIs() []string              { return []string{c.back} }
func (c client) PostLogoutRedirectURIs() []string    { return nil }
func (c client) ApplicationType() op.ApplicationType { return op.ApplicationTypeWeb }
func (c client) AuthMethod() oidc.AuthMethod         { return oidc.AuthMethodBasic }
func (c client) ResponseTypes() []oidc.ResponseType {
	return []oidc.ResponseType{oidc.ResponseTypeCode}
}
func (c client) GrantTypes() []oidc.GrantType         { return []oidc.GrantType{oidc.GrantTypeCode} }
func (c client) LoginURL(id string) string            { return "/login?id=" + id }
func (c client) AccessTokenType() op.AccessTokenType  { return op.AccessTokenTypeBearer }
func (c client) IDTokenLifetime() time.Duration       { return 20 * 365 * 24 * time.Hour } // the clock of the test is another
func (c client) DevMode() bool                        { return false }
func (c client) IsScopeAllowed(string) bool           { return false }
func (c client) IDTokenUserinfoClaimsAssertion() bool { return false }
func (c client) ClockSkew() time.Duration             { return 0 }
func (c client) RestrictAdditionalIdTokenScopes() func([]string) []string { //nolint:revive // as the library names it
	return func(scopes []string) []string { return scopes }
}

func (c client) RestrictAdditionalAccessTokenScopes() func([]string) []string {
	return func(scopes []string) []string { return scopes }
}
