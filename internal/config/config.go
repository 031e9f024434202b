// Package config turns the environment into one struct. Nothing else in Heed reads the environment.
package config

import (
	"cmp"
	"os"
	"os/user"
	"strings"
	"unicode"
)

// Config is what the environment says. Flags on the command line come before it.
type Config struct {
	// Data is the folder that holds the ledger and the engines (HEED_DATA).
	Data string
	// Listen is the address that pages are served on (HEED_LISTEN).
	Listen string
	// Authority is the code of the authority that commands are about (HEED_AUTHORITY).
	Authority string
	// Operator is who runs the commands, for the ledger and the log (HEED_OPERATOR): their name on the machine where that is not given, whoever it
	// is that became another by sudo.
	Operator string
	// URL is the address under which people reach the server (HEED_URL), TLSCert and TLSKey the files of its certificate (HEED_TLS_CERT, HEED_TLS_KEY)
	// and Proxy the address from which a proxy on the same machine sends requests (HEED_PROXY).
	URL, TLSCert, TLSKey, Proxy string
	// Metrics is the address that metrics are given on, for this machine only; blank for none (HEED_METRICS).
	Metrics string
	// OIDCIssuer, OIDCClient, OIDCSecretFile and OIDCName are by what an OpenID Connect provider is reached and called (HEED_OIDC_ISSUER,
	// HEED_OIDC_CLIENT, HEED_OIDC_SECRET_FILE, HEED_OIDC_NAME), and OIDCOnly says true where nobody may sign in otherwise (HEED_OIDC_ONLY). The secret itself stands in a file, as others can read the environment of a process.
	OIDCIssuer, OIDCClient, OIDCSecretFile, OIDCName, OIDCOnly string
}

// FromEnvironment reads the environment, with the defaults of a laptop.
func FromEnvironment() Config {
	return Config{
		Data:      lookup("HEED_DATA", "heed-data"),
		Listen:    lookup("HEED_LISTEN", "127.0.0.1:8080"),
		Authority: lookup("HEED_AUTHORITY", ""),
		Operator:  plain(cmp.Or(lookup("HEED_OPERATOR", ""), lookup("SUDO_USER", ""), loginName())),
		URL:       lookup("HEED_URL", ""),
		TLSCert:   lookup("HEED_TLS_CERT", ""),
		TLSKey:    lookup("HEED_TLS_KEY", ""),
		Proxy:     lookup("HEED_PROXY", ""),
		Metrics:   lookup("HEED_METRICS", ""),

		OIDCIssuer:     lookup("HEED_OIDC_ISSUER", ""),
		OIDCClient:     lookup("HEED_OIDC_CLIENT", ""),
		OIDCSecretFile: lookup("HEED_OIDC_SECRET_FILE", ""),
		OIDCName:       lookup("HEED_OIDC_NAME", "your council’s sign-in"),
		OIDCOnly:       lookup("HEED_OIDC_ONLY", "false"),
	}
}

func lookup(name, otherwise string) string {
	if value, ok := os.LookupEnv(name); ok && value != "" {
		return value
	}
	return otherwise
}

// loginName gives the name of whoever runs this on the machine, blank where the machine does not say.
func loginName() string {
	who, err := user.Current()
	if err != nil {
		return ""
	}
	return who.Username
}

// longestName is how much of a name is kept.
const longestName = 40

// plain gives a name that can be told from everything else that a list of who did what can hold.
func plain(name string) string {
	letters := []rune(strings.Join(strings.Fields(name), "."))
	for i, r := range letters {
		if !unicode.IsLetter(r) && !unicode.IsDigit(r) && !strings.ContainsRune(`.-_@\`, r) {
			letters[i] = '_'
		}
	}
	return string(letters[:min(len(letters), longestName)])
}
