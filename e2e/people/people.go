// Package people makes people with accounts in a data folder, and signs them in to a Heed that serves it, as a browser does.
package people

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/url"
	"path/filepath"
	"strings"
	"time"

	"github.com/pquerna/otp/totp"

	"heed/internal/access"
	"heed/internal/account"
	"heed/internal/door"
	"heed/internal/signin"
)

// Person is somebody with an account, and what they sign in with.
type Person struct {
	ID, Name, Email, Password string
	As

	// Secret is that of the one-time codes, and Recovery are the codes that take their place.
	Secret   string
	Recovery []string
}

// As is as what somebody has an account: a role, and the number in the list of staff of those who are in it.
type As struct {
	Role     access.Role
	WorkerID string
}

// Cookie is the name of the cookie of a session.
const Cookie = "__Host-heed"

// SignInFile is the path of what people sign in with, in a data folder.
func SignInFile(data string) string { return filepath.Join(data, "heed-signin.db") }

// Make makes people in an authority of a data folder that no other process uses, and gives each a password and one-time codes.
func Make(ctx context.Context, data, authority string, as []As) (all []Person, err error) {
	ids := 0
	d, err := door.Open(ctx, door.Config{
		Dir: data, Now: time.Now, Log: slog.New(slog.DiscardHandler), NewID: func() string { ids++; return fmt.Sprint("made-", ids) },
	})
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, d.Close()) }() //nolint:contextcheck // what is open is closed whatever has ended
	store, err := signin.Open(ctx, signin.Config{Path: SignInFile(data), Now: time.Now})
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, store.Close()) }()
	k := account.Keeper{Session: d.Session(door.System(authority)), SignIn: store}
	for i, one := range as {
		p := Person{Name: fmt.Sprintf("Person %03d", i), Email: fmt.Sprintf("person.%03d@heed.example", i), Password: "violet anchor teapot glacier", As: one}
		if err := p.make(ctx, k); err != nil {
			return nil, fmt.Errorf("making %s: %w", p.Name, err)
		}
		if err := p.enrol(ctx, store, authority); err != nil {
			return nil, fmt.Errorf("giving %s a password: %w", p.Name, err)
		}
		all = append(all, p)
	}
	return all, nil
}

// make makes the account, to whose role a second person agrees where one must.
func (p *Person) make(ctx context.Context, k account.Keeper) error {
	id, faults, err := k.Create(ctx, account.New{Name: p.Name, Email: p.Email, WorkerID: p.WorkerID, Role: account.Role{Role: p.Role}})
	if err != nil || len(faults) > 0 {
		return errors.Join(err, fmt.Errorf("%v", faults))
	}
	p.ID = id
	if !k.NeedsSecond(p.Role) {
		return nil
	}
	accounts, err := k.Accounts(ctx)
	if err != nil {
		return err
	}
	second := *k.Session
	second.Who.Account = "second"
	return account.Keeper{Session: &second, SignIn: k.SignIn}.Agree(ctx, accounts.Roles(id)[0])
}

// enrol gives the account a password, one-time codes and recovery codes.
func (p *Person) enrol(ctx context.Context, store *signin.Store, authority string) error {
	link, err := store.Invite(ctx, signin.Account{Authority: authority, ID: p.ID}, signin.Invitation, "made", time.Hour)
	if err != nil {
		return err
	}
	e, err := store.BeginPassword(ctx, link.Token, p.Email, signin.Choice{Password: p.Password})
	if err != nil {
		return err
	}
	p.Secret = e.Secret
	code, err := p.Code(time.Now().Add(-30 * time.Second)) // that of now is left to sign in with
	if err != nil {
		return err
	}
	done, err := store.FinishPassword(ctx, link.Token, code)
	p.Recovery = done.RecoveryCodes
	return err
}

// Code gives the one-time code of a moment. Each works once.
func (p *Person) Code(at time.Time) (string, error) { return totp.GenerateCode(p.Secret, at) }

// ErrNotIn says that the server answered, and let nobody in.
var ErrNotIn = errors.New("not signed in")

// SignIn signs in with the password and a code, and gives the cookie's value of the session. The client follows nothing and keeps no cookies.
func (p *Person) SignIn(ctx context.Context, client *http.Client, base, code string) (session string, err error) {
	waiting, err := post(ctx, client, base+"/sign-in", "", url.Values{"email": {p.Email}, "password": {p.Password}}, "/sign-in/code")
	if err != nil {
		return "", err
	}
	return post(ctx, client, base+"/sign-in/code", waiting, url.Values{"code": {code}}, "/")
}

// Client gives a client that follows nothing and keeps no cookies, with so many connections at once.
func Client(connections int) *http.Client {
	return &http.Client{
		Transport:     &http.Transport{MaxIdleConnsPerHost: connections, MaxConnsPerHost: connections, DisableCompression: true},
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}
}

// post sends a form, which must lead somewhere, and gives the cookie that came with the answer.
func post(ctx context.Context, client *http.Client, address, session string, form url.Values, to string) (cookie string, err error) {
	request, err := http.NewRequestWithContext(ctx, http.MethodPost, address, strings.NewReader(form.Encode()))
	if err != nil {
		return "", err
	}
	request.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	request.Header.Set("Sec-Fetch-Site", "same-origin")
	WithSession(request, session)
	answer, err := client.Do(request)
	if err != nil {
		return "", err
	}
	_, err = io.Copy(io.Discard, answer.Body)
	if err := errors.Join(err, answer.Body.Close()); err != nil {
		return "", err
	}
	for _, c := range answer.Cookies() {
		if c.Name == Cookie {
			cookie = c.Value
		}
	}
	if at := answer.Header.Get("Location"); answer.StatusCode != http.StatusSeeOther || !strings.HasPrefix(at, to) || to == "/" && strings.HasPrefix(at, "/sign-in") || cookie == "" {
		return "", fmt.Errorf("%w: %s leads to %q", ErrNotIn, answer.Status, at)
	}
	return cookie, nil
}

// WithSession adds a session's cookie to a request.
func WithSession(request *http.Request, session string) {
	if session != "" {
		request.AddCookie(&http.Cookie{Name: Cookie, Value: session}) //nolint:gosec // it is sent, not set
	}
}
