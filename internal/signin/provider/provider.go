// Package provider asks an OpenID Connect provider, such as Entra ID, who somebody is: by the code flow (OpenID Connect Core 1.0, 3.1) with PKCE
// (RFC 7636), and with state and nonce, which package signin keeps. It believes a token whose signature, issuer, audience, nonce and time are
// right, and of it the subject and the moment of signing in alone: which account that is, and what it may do, is not for the provider to say.
package provider

import (
	"context"
	"errors"
	"fmt"
	"math"
	"net"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"time"

	"github.com/coreos/go-oidc/v3/oidc"
	"golang.org/x/oauth2"
	"golang.org/x/sync/singleflight"

	"heed/internal/signin"
)

var (
	// ErrUnavailable says that the provider does not answer, or answers with a fault of its own.
	ErrUnavailable = errors.New("the provider does not answer")
	// ErrRefused says that what came back is not to be believed, or was used before.
	ErrRefused = errors.New("the provider's answer is not to be believed")
)

const (
	// patience is how long one request to the provider may take, and tries how often its description is asked for before it counts as unavailable.
	patience, tries = 5 * time.Second, 2
	// current is how long its description counts as proof that it answers. After that it is asked again before anybody is sent there, as nobody can be
	// told that it is down once their browser is on its way.
	current = 5 * time.Second
	// skew is how far the provider's clock may be from this one.
	skew = time.Minute
	// longestSubject is the longest that a subject may be (OpenID Connect Core, 2).
	longestSubject = 255
)

// Config is what a provider is reached with.
type Config struct {
	// Issuer is the provider's address, under which it describes itself. It is compared letter by letter.
	Issuer string
	// ClientID and Secret are what it knows Heed by.
	ClientID, Secret string
	// Name is what people call it, as on the button to sign in.
	Name string
	// Back is the address to which it sends people back.
	Back string
	// Now gives the time. It must be set.
	Now func() time.Time
	// Client asks it; one of its own where nil.
	Client *http.Client
}

// Provider is an OpenID Connect provider. Nothing is asked of it before somebody needs it. It is safe for concurrent use.
type Provider struct {
	config Config
	asking singleflight.Group

	mu    sync.Mutex
	found *oidc.Provider
	at    time.Time // when it was found
}

// New gives a provider, of which nothing is asked yet. It refuses an issuer that would be asked over the network in the clear.
func New(c Config) (*Provider, error) {
	at, err := url.Parse(c.Issuer)
	switch {
	case err != nil || at.Host == "" || at.RawQuery != "" || at.Fragment != "" || at.User != nil:
		return nil, fmt.Errorf("%q is no issuer: write it as https://login.microsoftonline.com/TENANT/v2.0", c.Issuer)
	case at.Scheme != "https" && (at.Scheme != "http" || !isLoopback(at.Hostname())):
		return nil, fmt.Errorf("the issuer %s is not HTTPS: whoever sits between could sign in as anybody", c.Issuer)
	case c.ClientID == "" || c.Back == "" || c.Name == "" || c.Now == nil:
		return nil, errors.New("a provider needs a client id, a name, an address to come back to and a clock")
	}
	if c.Client == nil {
		c.Client = &http.Client{Timeout: patience}
	}
	return &Provider{config: c}, nil
}

func isLoopback(host string) bool {
	ip := net.ParseIP(host)
	return host == "localhost" || ip != nil && ip.IsLoopback()
}

// Name is what people call it.
func (p *Provider) Name() string { return p.config.Name }

// Issuer is its address, which is a part of every subject.
func (p *Provider) Issuer() string { return p.config.Issuer }

// Address gives where to send somebody who departs, and ErrUnavailable where the provider does not answer just now. Whoever must prove once more who they are has to sign in there anew.
func (p *Provider) Address(ctx context.Context, d signin.Departure) (string, error) {
	found, err := p.description(ctx, current)
	if err != nil {
		return "", err
	}
	options := []oauth2.AuthCodeOption{oidc.Nonce(d.Nonce), oauth2.S256ChallengeOption(d.Verifier)}
	switch d.Purpose {
	case signin.ToConfirm:
		options = append(options, oauth2.SetAuthURLParam("prompt", "login"), oauth2.SetAuthURLParam("max_age", "0"))
	case signin.ToBind: // who shares a computer says whose sign-in is bound
		options = append(options, oauth2.SetAuthURLParam("prompt", "select_account"))
	case signin.ToSignIn, signin.ToAdd:
	}
	return p.client(found).AuthCodeURL(d.State, options...), nil
}

// Identity is who somebody is to the provider.
type Identity struct {
	signin.Subject

	// SignedIn is when they last signed in there, zero where it does not say.
	SignedIn time.Time
}

// Finish exchanges a code for who somebody is. Who was sent to prove it once more must have done so since.
func (p *Provider) Finish(ctx context.Context, j signin.Journey, code string) (Identity, error) {
	found, err := p.description(ctx, forever)
	if err != nil {
		return Identity{}, err
	}
	ctx = oidc.ClientContext(ctx, p.config.Client)
	tokens, err := p.client(found).Exchange(ctx, code, oauth2.VerifierOption(j.Verifier))
	if err != nil {
		return Identity{}, kindOf("exchanging the code", err)
	}
	raw, _ := tokens.Extra("id_token").(string)
	token, err := found.Verifier(&oidc.Config{ClientID: p.config.ClientID, Now: p.config.Now}).Verify(ctx, raw)
	if err != nil {
		return Identity{}, kindOf("reading the token", err)
	}
	var claims struct {
		Party    string `json:"azp"`
		SignedIn int64  `json:"auth_time"`
	}
	if err := token.Claims(&claims); err != nil {
		return Identity{}, refused("its claims cannot be read: %v", err)
	}
	who := Identity{Subject: signin.Subject{Issuer: token.Issuer, ID: token.Subject}}
	if claims.SignedIn > 0 {
		who.SignedIn = time.Unix(claims.SignedIn, 0)
	}
	switch {
	case token.Nonce != j.Nonce:
		return Identity{}, refused("the nonce is another")
	case claims.Party != "" && claims.Party != p.config.ClientID, len(token.Audience) > 1 && claims.Party == "":
		return Identity{}, refused("the token is for another application")
	case token.Issuer != p.config.Issuer, token.Subject == "", len(token.Subject) > longestSubject:
		return Identity{}, refused("it names nobody")
	case who.SignedIn.After(p.config.Now().Add(skew)):
		return Identity{}, refused("it says that somebody will have signed in later")
	case j.Purpose == signin.ToConfirm && who.SignedIn.Before(j.Began.Add(-skew)):
		return Identity{}, refused("it does not say that they have just signed in anew (auth_time)")
	}
	return who, nil
}

// SignOut gives the address that ends the session at the provider itself, blank where it has none or has not been asked yet: signing out of Heed
// does not wait for it.
func (p *Provider) SignOut(back string) string {
	p.mu.Lock()
	found := p.found
	p.mu.Unlock()
	var more struct {
		EndSession string `json:"end_session_endpoint"`
	}
	if found == nil || found.Claims(&more) != nil {
		return ""
	}
	at, err := url.Parse(more.EndSession)
	if err != nil || at.Host == "" || at.Scheme != "https" && !isLoopback(at.Hostname()) {
		return ""
	}
	query := at.Query()
	query.Set("client_id", p.config.ClientID)
	query.Set("post_logout_redirect_uri", back)
	at.RawQuery = query.Encode()
	return at.String()
}

func (p *Provider) client(found *oidc.Provider) *oauth2.Config {
	return &oauth2.Config{
		ClientID: p.config.ClientID, ClientSecret: p.config.Secret, Endpoint: found.Endpoint(), RedirectURL: p.config.Back, Scopes: []string{oidc.ScopeOpenID},
	}
}

// forever is an age that no description reaches.
const forever time.Duration = math.MaxInt64

// description gives what the provider says of itself, where that was had no longer ago than an age. Otherwise it is asked, by one request at a time
// for all who wait.
func (p *Provider) description(ctx context.Context, age time.Duration) (*oidc.Provider, error) {
	p.mu.Lock()
	found, at := p.found, p.at
	p.mu.Unlock()
	if found != nil && p.config.Now().Sub(at) <= age {
		return found, nil
	}
	apart := context.WithoutCancel(ctx) // others wait for it too
	asked := p.asking.DoChan("", func() (any, error) { return p.discover(apart) })
	select {
	case <-ctx.Done():
		return nil, ctx.Err()
	case answer := <-asked:
		if answer.Err != nil {
			return nil, answer.Err
		}
		found, _ = answer.Val.(*oidc.Provider)
		return found, nil
	}
}

func (p *Provider) discover(ctx context.Context) (*oidc.Provider, error) {
	var err error
	for range tries {
		var found *oidc.Provider
		if found, err = oidc.NewProvider(oidc.ClientContext(ctx, p.config.Client), p.config.Issuer); err == nil {
			p.mu.Lock()
			p.found, p.at = found, p.config.Now()
			p.mu.Unlock()
			return found, nil
		}
	}
	return nil, fmt.Errorf("%w: asking it what it is: %w", ErrUnavailable, err)
}

func refused(format string, args ...any) error {
	return fmt.Errorf("%w: "+format, append([]any{ErrRefused}, args...)...)
}

// kindOf says whether a failure is an outage or an answer that is not to be believed. Nothing of the provider's answer goes into the error but the
// code of a fault, as RFC 6749 names it.
func kindOf(doing string, err error) error {
	if answer, ok := errors.AsType[*oauth2.RetrieveError](err); ok {
		if answer.Response != nil && answer.Response.StatusCode >= http.StatusInternalServerError {
			return fmt.Errorf("%w: %s: status %d", ErrUnavailable, doing, answer.Response.StatusCode)
		}
		if answer.ErrorCode == "invalid_client" || answer.ErrorCode == "unauthorized_client" {
			return fmt.Errorf("%w: %s: it does not take the client id or the secret: has the secret run out?", ErrUnavailable, doing)
		}
		return refused("%s: %s", doing, word(answer.ErrorCode))
	}
	if _, ok := errors.AsType[*url.Error](err); ok || errors.Is(err, context.DeadlineExceeded) {
		return fmt.Errorf("%w: %s: %w", ErrUnavailable, doing, err)
	}
	return refused("%s: %v", doing, err)
}

// word keeps of a fault's code what RFC 6749 lets it be, cut to a length.
func word(code string) string {
	kept := strings.Map(func(r rune) rune {
		if r >= 'a' && r <= 'z' || r == '_' {
			return r
		}
		return -1
	}, code)
	return kept[:min(len(kept), 40)]
}
