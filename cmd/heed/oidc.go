package main

import (
	"errors"
	"io/fs"
	"net/url"
	"os"
	"strings"

	"heed/internal/signin/provider"
)

// oidc says by which OpenID Connect provider people may sign in, if by any.
type oidc struct {
	OIDCIssuer     string `name:"oidc-issuer" default:"${oidcissuer}" placeholder:"URL" help:"The OpenID Connect provider that people may sign in with, such as https://login.microsoftonline.com/TENANT/v2.0 (HEED_OIDC_ISSUER)."`
	OIDCClient     string `name:"oidc-client" default:"${oidcclient}" placeholder:"ID" help:"The client id by which the provider knows Heed (HEED_OIDC_CLIENT)."`
	OIDCSecretFile string `name:"oidc-secret-file" default:"${oidcsecretfile}" placeholder:"FILE" help:"The file with the client secret, and nothing else, which only its owner can read (HEED_OIDC_SECRET_FILE)."`
	OIDCName       string `name:"oidc-name" default:"${oidcname}" placeholder:"NAME" help:"What people call the provider, as on the button to sign in; ${oidcname} if not given (HEED_OIDC_NAME)."`
	OIDCOnly       bool   `name:"oidc-only" default:"${oidconly}" help:"Let nobody sign in with a password or a passkey: the provider is the only way in (HEED_OIDC_ONLY=true)."`
}

// longestSecret is the longest that a file with a client secret may be.
const longestSecret = 4 << 10

// provider gives the provider, nil where none is wanted. Nothing is asked of it before somebody signs in: Heed starts also where it is down.
func (e oidc) provider(s *session, site *url.URL) (*provider.Provider, error) {
	switch {
	case e.OIDCIssuer == "" && (e.OIDCClient != "" || e.OIDCSecretFile != "" || e.OIDCOnly):
		return nil, usagef("say which provider people sign in with: --oidc-issuer https://login.microsoftonline.com/TENANT/v2.0")
	case e.OIDCIssuer == "":
		return nil, nil //nolint:nilnil // none is wanted
	case e.OIDCClient == "" || e.OIDCSecretFile == "":
		return nil, usagef("to sign in with %s give both: --oidc-client ID and --oidc-secret-file FILE, as the provider gives them for Heed", e.OIDCIssuer)
	}
	secret, err := e.secret()
	if err != nil {
		return nil, err
	}
	p, err := provider.New(provider.Config{
		Issuer: e.OIDCIssuer, ClientID: e.OIDCClient, Secret: secret, Name: e.OIDCName, Back: site.String() + "/sign-in/back", Now: s.now,
	})
	if err != nil {
		return nil, usagef("--oidc-issuer: %v", err)
	}
	return p, nil
}

// secret reads the client secret, and refuses a file that others can read.
func (e oidc) secret() (string, error) {
	info, err := os.Stat(e.OIDCSecretFile)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return "", usagef("--oidc-secret-file %s: there is no such file. Write the client secret into it, for its owner only", e.OIDCSecretFile)
	case err != nil:
		return "", err
	case !info.Mode().IsRegular() || info.Size() > longestSecret:
		return "", usagef("--oidc-secret-file %s is no file that holds a client secret and nothing else", e.OIDCSecretFile)
	case othersCanRead(info):
		return "", usagef("--oidc-secret-file %s can be read by others on this machine: chmod 600 %[1]s, and have the provider make another secret if it was so for long", e.OIDCSecretFile)
	}
	text, err := os.ReadFile(e.OIDCSecretFile)
	if err != nil {
		return "", err
	}
	secret := strings.TrimSpace(string(text))
	if secret == "" {
		return "", usagef("--oidc-secret-file %s is empty: write the client secret into it", e.OIDCSecretFile)
	}
	return secret, nil
}
