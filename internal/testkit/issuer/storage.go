package issuer

import (
	"context"
	"crypto/rand"
	"crypto/rsa"
	"errors"
	"time"

	jose "github.com/go-jose/go-jose/v4"
	"github.com/zitadel/oidc/v3/pkg/oidc"
	"github.com/zitadel/oidc/v3/pkg/op"
)

var errNotThere = errors.New("not there")

// keyID is the name of the one key with which the provider signs.
const keyID = "key-1"

// lifetime is how long a token is good for: the provider dates it by the clock of the machine, and the clock of a test may be another.
const lifetime = 20 * 365 * 24 * time.Hour

// CreateAuthRequest keeps what somebody was sent with.
func (i *Issuer) CreateAuthRequest(_ context.Context, asked *oidc.AuthRequest, _ string) (op.AuthRequest, error) {
	i.mu.Lock()
	defer i.mu.Unlock()
	q := &authRequest{AuthRequest: asked, id: rand.Text()}
	i.requests[q.id] = q
	return q, nil
}

// AuthRequestByID gives what somebody was sent with.
func (i *Issuer) AuthRequestByID(_ context.Context, id string) (op.AuthRequest, error) {
	return i.find(func(q *authRequest) bool { return q.id == id })
}

// AuthRequestByCode gives what somebody was sent with who has a code since.
func (i *Issuer) AuthRequestByCode(_ context.Context, code string) (op.AuthRequest, error) {
	return i.find(func(q *authRequest) bool { return q.code == code })
}

func (i *Issuer) find(is func(*authRequest) bool) (op.AuthRequest, error) {
	i.mu.Lock()
	defer i.mu.Unlock()
	for _, q := range i.requests {
		if is(q) {
			return q, nil
		}
	}
	return nil, errNotThere
}

// SaveAuthCode keeps the code that somebody is given.
func (i *Issuer) SaveAuthCode(_ context.Context, id, code string) error {
	i.mu.Lock()
	defer i.mu.Unlock()
	i.requests[id].code, i.lastCode = code, code
	return nil
}

// DeleteAuthRequest forgets what somebody was sent with, once their code was exchanged.
func (i *Issuer) DeleteAuthRequest(_ context.Context, id string) error {
	i.mu.Lock()
	defer i.mu.Unlock()
	delete(i.requests, id)
	return nil
}

// CreateAccessToken gives a token of which nobody asks anything.
func (i *Issuer) CreateAccessToken(context.Context, op.TokenRequest) (string, time.Time, error) {
	return rand.Text(), i.now().SignedIn().Add(lifetime), nil
}

// TerminateSession ends none, as the provider asks everybody who they are each time.
func (i *Issuer) TerminateSession(context.Context, string, string) error { return nil }

// SigningKey gives the key with which the provider signs.
func (i *Issuer) SigningKey(context.Context) (op.SigningKey, error) {
	return signingKey{key: i.key}, nil
}

// KeySet gives the public half of that key.
func (i *Issuer) KeySet(context.Context) ([]op.Key, error) {
	return []op.Key{signingKey{key: i.key, public: true}}, nil
}

// SignatureAlgorithms gives how it signs.
func (i *Issuer) SignatureAlgorithms(context.Context) ([]jose.SignatureAlgorithm, error) {
	return []jose.SignatureAlgorithm{jose.RS256}, nil
}

// GetClientByClientID knows Heed and nobody else.
func (i *Issuer) GetClientByClientID(_ context.Context, id string) (op.Client, error) {
	if id != ClientID {
		return nil, errNotThere
	}
	does := i.now()
	return client{does.Back, does.SignedOut}, nil
}

// AuthorizeClientIDSecret refuses who asks with another secret than Heed's.
func (i *Issuer) AuthorizeClientIDSecret(_ context.Context, id, secret string) error {
	if id != ClientID || secret != Password {
		return errNotThere
	}
	return nil
}

// SetUserinfoFromScopes says nothing of anybody but who they are.
func (i *Issuer) SetUserinfoFromScopes(_ context.Context, who *oidc.UserInfo, subject, _ string, _ []string) error {
	who.Subject = subject
	return nil
}

// GetPrivateClaimsFromScopes says nothing more in a token.
func (i *Issuer) GetPrivateClaimsFromScopes(context.Context, string, string, []string) (map[string]any, error) {
	return nil, nil
}

// Health is always good.
func (i *Issuer) Health(context.Context) error { return nil }

// signingKey is the key of the provider, as it signs with it and as it shows it.
type signingKey struct {
	key    *rsa.PrivateKey
	public bool
}

func (k signingKey) ID() string                                  { return keyID }
func (k signingKey) Algorithm() jose.SignatureAlgorithm          { return jose.RS256 }
func (k signingKey) SignatureAlgorithm() jose.SignatureAlgorithm { return jose.RS256 }
func (k signingKey) Use() string                                 { return "sig" }
func (k signingKey) Key() any {
	if k.public {
		return &k.key.PublicKey
	}
	return k.key
}

// client is Heed as the provider knows it.
type client struct{ back, signedOut string }

func (c client) GetID() string                       { return ClientID }
func (c client) RedirectURIs() []string              { return []string{c.back} }
func (c client) PostLogoutRedirectURIs() []string    { return []string{c.signedOut} }
func (c client) ApplicationType() op.ApplicationType { return op.ApplicationTypeWeb }
func (c client) AuthMethod() oidc.AuthMethod         { return oidc.AuthMethodBasic }
func (c client) ResponseTypes() []oidc.ResponseType {
	return []oidc.ResponseType{oidc.ResponseTypeCode}
}
func (c client) GrantTypes() []oidc.GrantType         { return []oidc.GrantType{oidc.GrantTypeCode} }
func (c client) LoginURL(id string) string            { return "/login?id=" + id }
func (c client) AccessTokenType() op.AccessTokenType  { return op.AccessTokenTypeBearer }
func (c client) IDTokenLifetime() time.Duration       { return lifetime }
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
